/**
 * The rules of the house, as tests. Sees every module and is seen by none; holds no production
 * code.
 */
package dev.holdfast.architecture;
