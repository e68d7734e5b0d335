/**
 * The command line: one file a verb, each a thin shell that reads files, calls the compiler or the reports, and prints.
 *
 * <p>Must not compute anything about a network itself.
 */
package io.github.nnc.cli;
