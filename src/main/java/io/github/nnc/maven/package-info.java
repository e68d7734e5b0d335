/**
 * The Maven plugin: finds networks, has them compiled, keeps the generated files in step with them.
 *
 * <p>Must not know the language or how a network is compiled; the goals differ in their parameters only.
 */
package io.github.nnc.maven;
