/**
 * From the loop IR to one Java class.
 *
 * <p>Must not know layers: what is emitted follows from nests, buffers and the model's signature alone.
 */
package io.github.nnc.emit;
