package dev.holdfast.architecture.violation.process.domain;

record Home(String path) {

  static Home ofTheProcess() {
    return new Home(System.getenv("HOME"));
  }

  static Home ofTheThread() {
    return new Home(Thread.currentThread().getName());
  }

  static Home ofVariables(java.util.Map<String, String> variables) {
    return new Home(variables.getOrDefault("HOME", ""));
  }
}
