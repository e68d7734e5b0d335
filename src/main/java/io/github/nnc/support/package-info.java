/**
 * What every generated class carries: reading weights, matching them with the model, random weights, the fingerprint.
 * It knows {@code java.base} and nothing of the compiler, which reads weights by these same classes.
 *
 * <p><b>Splicing.</b> Every file holds one {@code public final class} without static or wildcard imports. The emitter
 * takes the text after the imports, writes {@code private static final class} for {@code public final class}, and
 * gives the generated class the union of the imports. What a class needs comes along:
 *
 * <table>
 *   <caption>The files that belong together</caption>
 *   <tr><th>for</th><th>files</th></tr>
 *   <tr><td>{@code load(Path)}, {@code load(InputStream)}</td><td>{@code SafetensorsReader}, {@code TensorMatcher},
 *       {@code TensorScope}, {@code TensorSpelling}, {@code TensorData}, {@code WeightSlot}, {@code WeightException}</td></tr>
 *   <tr><td>{@code random(seed)}</td><td>{@code WeightRandom}, {@code WeightSlot}</td></tr>
 *   <tr><td>{@code fingerprint()}</td><td>{@code WeightDigest}</td></tr>
 *   <tr><td>the error function in forward code</td><td>{@code ErrorFunction}</td></tr>
 * </table>
 *
 * <p><b>Calling.</b> The generated class holds the tensors that it expects as one text, a line for each as
 * {@link io.github.nnc.support.WeightSlot} describes, in the order of the model (in several constants joined at run
 * time where one would exceed 65,535 bytes). Every call below takes or gives one {@code float[]} a line, in that order,
 * with the values in PyTorch's row-major layout; the arrays are new, and only shared slots have the same one.
 *
 * <pre>{@code
 * float[][] w = TensorMatcher.bind(SLOTS, SafetensorsReader.read(path, PREFIX), PREFIX);
 * float[][] w = TensorMatcher.bind(SLOTS, SafetensorsReader.read(stream, -1, PREFIX), PREFIX);
 * float[][] w = WeightRandom.fill(SLOTS, seed);
 * String s = WeightDigest.of(MODEL, SLOTS, w);        // before anything is folded, transposed or packed
 * }</pre>
 *
 * <p>All problems of a file arrive as one {@code IOException} that tells expected and actual values. Reading does not
 * close the stream.
 */
package io.github.nnc.support;
