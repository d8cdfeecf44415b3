/**
 * Rules about classes that the compiler cannot keep. Each says why, holds for the whole house
 * without exceptions that were frozen in, and is broken on purpose by a small house under {@code
 * violation}, whose whole report is on record.
 */
package dev.holdfast.architecture.rule;
