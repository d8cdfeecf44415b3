package dev.holdfast.architecture.boundary;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every way in which something can be written, found in the code: the methods of the write ports,
 * and the kinds of change that those methods take. A new one appears here by itself.
 */
final class WritePaths {

  private static final String WRITE_PORTS = WriteTransactions.class.getPackageName();

  private static final String DOMAIN = "dev.holdfast.domain.";

  private WritePaths() {}

  /** The write paths that the ports offer, as {@code Port.method} and {@code Change.Kind}. */
  static SortedSet<String> offered(JavaClasses production) {
    return ports(production)
        .map(Class::getDeclaredMethods)
        .flatMap(Arrays::stream)
        .flatMap(method -> Stream.concat(Stream.of(named(method)), changes(method)))
        .collect(toCollection(TreeSet::new));
  }

  /** Those of them that some classes take: methods they call, changes they make. */
  static SortedSet<String> taken(Collection<JavaClass> classes) {
    return classes.stream()
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .map(WritePaths::named)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<Class<?>> ports(JavaClasses production) {
    return production.stream()
        .filter(type -> type.getPackageName().equals(WRITE_PORTS))
        .filter(JavaClass::isInterface)
        .<Class<?>>map(JavaClass::reflect)
        .filter(type -> !type.isSealed() && !type.isMemberClass());
  }

  private static Stream<String> changes(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces())))
        .filter(type -> type.getName().startsWith(DOMAIN))
        // A method may take other sealed values too, such as the key of a session.
        .filter(type -> type.isSealed() && type.getSimpleName().endsWith("Change"))
        .flatMap(change -> Arrays.stream(change.getPermittedSubclasses()))
        .map(WritePaths::named);
  }

  private static String named(Method method) {
    return named(method.getDeclaringClass()) + '.' + method.getName();
  }

  private static String named(JavaAccess<?> access) {
    String owner = named(access.getTargetOwner().getName());
    return access.getName().equals("<init>") ? owner : owner + '.' + access.getName();
  }

  private static String named(Class<?> type) {
    return named(type.getName());
  }

  private static String named(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }
}
