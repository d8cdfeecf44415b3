package dev.holdfast.architecture.violation.names.app.usecase;

interface IStore {}
