/**
 * What the user wrote, as records, each with its span.
 *
 * <p>Must not know what names mean, nor how text is parsed.
 */
package io.github.nnc.syntax;
