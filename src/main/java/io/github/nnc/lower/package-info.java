/**
 * From the checked model to the loop IR, and the passes over it, one a file.
 *
 * <p>Must not know which layer a nest came from, nor Java as a target.
 */
package io.github.nnc.lower;
