/**
 * The pipeline on one page: texts in, files by name and diagnostics out.
 *
 * <p>Must not perform input or output other than through the file tree it is given, nor know who calls it.
 */
package io.github.nnc.compiler;
