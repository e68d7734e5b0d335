/**
 * Prints syntax in the one form in which all sources should look.
 *
 * <p>Must not know what names mean, nor how text is parsed.
 */
package io.github.nnc.format;
