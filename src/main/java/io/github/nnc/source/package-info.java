/**
 * Text as the user wrote it: files, places in them, and the tree of files a compilation may read.
 *
 * <p>Must not know what the text means.
 */
package io.github.nnc.source;
