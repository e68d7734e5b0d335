/**
 * From syntax to the checked model: names are bound, structure is written out, shapes are known, tensors are named.
 *
 * <p>Must not know how text is parsed, nor how a model is computed; of layers it knows the catalogue only.
 */
package io.github.nnc.check;
