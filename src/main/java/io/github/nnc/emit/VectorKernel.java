package io.github.nnc.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The code of one step as methods of the companion class, the first of which takes the place of a plain kernel.
 *
 * @param atLeast a length below which plain kernels are faster, where the lanes lie along it
 * @param hint what the first should be called
 * @param methods all of them, given the name of the first
 * @param parameters of the first
 * @param arguments what a step hands to each parameter
 */
record VectorKernel(
        Optional<Extent.Symbol> atLeast,
        String hint,
        Function<String, List<MethodSpec>> methods,
        List<ParameterSpec> parameters,
        List<Kernel.Argument> arguments) {

    VectorKernel {
        parameters = List.copyOf(parameters);
        arguments = List.copyOf(arguments);
    }

    /** What makes two kernels the same methods. */
    String identity() {
        return methods.apply("kernel").toString();
    }
}
