/**
 * Turns text into syntax, and whatever is not syntax into diagnostics.
 *
 * <p>Must not know what a name means, nor any layer, activation or option. The only package that uses ANTLR.
 */
package io.github.nnc.parser;
