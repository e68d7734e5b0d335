/**
 * Generated sources become running networks without touching a disk: javac over texts in memory, a class loader over
 * the result, and an adapter through which a caller reaches a class that did not exist when the caller was compiled.
 *
 * <p>Must not know how the sources were generated, nor where weights or values come from.
 */
package io.github.nnc.inmemory;
