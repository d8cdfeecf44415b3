package dev.holdfast.architecture.violation.unrun.domain;

class InheritingKeys implements KeyContract {}
