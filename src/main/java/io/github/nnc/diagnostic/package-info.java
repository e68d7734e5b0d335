/**
 * What the compiler has to say to its user, as data: the catalogue of codes, diagnostics, and how they are rendered.
 *
 * <p>Must not know the language: who reports a problem words it.
 */
package io.github.nnc.diagnostic;
