/** The repository's own files: texts, poms, documents, decisions. */
package dev.holdfast.architecture.tidy;
