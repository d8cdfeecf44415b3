package dev.holdfast.adapters.cli;

import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.SecretFiles;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.SecretFile;
import dev.holdfast.ports.in.SecretFiles.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files for secrets that exist in the notes of a test only. */
final class NotedFiles implements SecretFiles {

  final List<String> done = new ArrayList<>();
  Optional<Reservation.None> refusal = Optional.empty();
  Writing writing = new Writing.Written();

  @Override
  public Reservation reserve(String path) {
    done.add("reserve " + path);
    return refusal
        .<Reservation>map(none -> none)
        .orElseGet(() -> new Reservation.Reserved(new Noted("/home/ann/" + path)));
  }

  @Override
  public Reservation reserveInPlaceOf(String path, TokenText old) {
    done.add("reserve in place of " + old.reveal() + " " + path);
    return refusal
        .<Reservation>map(none -> none)
        .orElseGet(() -> new Reservation.Reserved(new Noted(path)));
  }

  @Override
  public Optional<Reservation.None> hindrance(String path) {
    return refusal;
  }

  @Override
  public Optional<Reservation.None> hindranceInPlaceOf(String path, TokenText old) {
    return refusal;
  }

  @Override
  public Optional<SecretFile> holding(String path, TokenText text) {
    done.add("holding " + text.reveal() + " " + path);
    return refusal.isPresent() ? Optional.empty() : Optional.of(new Noted(path));
  }

  private final class Noted implements SecretFile {

    private final String path;

    Noted(String path) {
      this.path = path;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public Writing write(TokenText text) {
      done.add("write " + text.reveal());
      return writing;
    }

    @Override
    public void close() {
      done.add("close");
    }
  }
}
