/**
 * The disk, seen as the compiler sees files, and writing in which nothing half-written stays: what the shells
 * share.
 *
 * <p>Must not know what is in the files, nor who asks for them.
 */
package io.github.nnc.disk;
