/**
 * Drives the built distribution and the scripts of a checkout as processes. Nothing here builds:
 * {@code mvn verify} has packaged the distribution before.
 */
package dev.holdfast.app.distribution;
