package dev.holdfast.architecture.violation.open.app.usecase;

class Inheritable {}
