/**
 * What every generated class carries: reading weights, matching them with the model, random weights, the fingerprint.
 * It knows {@code java.base} and nothing of the compiler, which reads weights by these same classes.
 *
 * <p><b>Splicing.</b> Every file holds one public class without static or wildcard imports. The emitter takes the text
 * after the imports, writes {@code private static class} for {@code public class}, and gives the generated class the
 * union of the imports. So that artefacts stay small and start soon, there are few classes, nothing on the way to a
 * result uses {@code String.format}, a lambda or a regular expression, and what only some networks need is a class of
 * its own:
 *
 * <table>
 *   <caption>The files that belong together</caption>
 *   <tr><th>for</th><th>files</th></tr>
 *   <tr><td>weights of any network</td><td>{@code WeightTable}, {@code TensorNode}</td></tr>
 *   <tr><td>tensors that a file may hold in more ways than one</td><td>{@code WeightVariants} as well</td></tr>
 *   <tr><td>functions in forward code</td><td>{@code ErrorFunction}, {@code Exponential}, {@code HyperbolicTangent},
 *       {@code Logarithm}</td></tr>
 *   <tr><td>batches over threads</td><td>{@code BatchShares}</td></tr>
 * </table>
 *
 * <p><b>Calling.</b> The generated class holds the tensors that it expects as one text, a line for each as
 * {@link io.github.nnc.support.WeightTable} describes, in the order of the model (in several constants joined at run
 * time where one would exceed 65,535 bytes). Every call below takes or gives one {@code float[]} a line, in that order,
 * with the values in PyTorch's row-major layout; the arrays are new, and only shared tensors have the same one.
 *
 * <pre>{@code
 * float[][] w = new WeightTable(TABLE).load(stream, PREFIX);
 * float[][] w = new WeightTable(TABLE).random(seed);
 * String s = WeightTable.digest(MODEL, TABLE, w);        // before anything is folded, transposed or packed
 * }</pre>
 *
 * <p>All problems of a file arrive as one {@code IOException} that tells expected and actual values; each begins with
 * the code that the compiler has for it. Reading does not close the stream.
 */
package io.github.nnc.support;
