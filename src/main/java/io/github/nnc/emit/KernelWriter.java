package io.github.nnc.emit;

import io.github.nnc.kernel.Axis;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A way to write the kernel of a nest, {@link Kernel} or {@link VectorKernel}.
 *
 * @param unit how many iterations along a parallel axis have to stay together for a range to compute the same bits as the
 *     whole, 0 where its loop cannot be divided
 * @param kernel the kernel; where an axis is given, each call computes a range of it
 */
record KernelWriter<K>(ToLongFunction<Axis> unit, Function<Optional<Axis>, K> kernel) {}
