/**
 * Small houses, each of which breaks the rule it is named after, beside something the rule allows.
 * What the rule says about a house is on record under {@code resources/violation}.
 */
package dev.holdfast.architecture.violation;
