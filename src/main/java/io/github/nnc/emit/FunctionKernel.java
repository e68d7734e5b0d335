package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression.UnaryOperator;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.FunctionMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A transcendental function of a whole array: a call of the support class that has it. */
final class FunctionKernel {

    private FunctionKernel() {}

    static KernelWriter<Kernel> of(Step.Nest nest, FunctionMap function) {
        return new KernelWriter<>(axis -> 0, divided -> write(nest, function));
    }

    private static Kernel write(Step.Nest nest, FunctionMap function) {
        KernelScope scope = new KernelScope(nest.origin());
        String x = scope.array(function.from());
        String y = scope.target(function.to());
        String count = count(function.axes(), scope);
        String name = function.function().name().toLowerCase(Locale.ROOT);
        String scratch = function.scratch() > 0 ? ",$W" + scope.sums(0, function.scratch()) : "";
        return new Kernel(
                name + "Of" + sizes(function.axes()),
                "Computes " + name + " of " + sizes(function.axes()).replace("N", "n") + " values.",
                Forms.Form.FUNCTION,
                scope.parameters(),
                CodeBlock.builder()
                        .addStatement(
                                "$L.$L($L,$W$L,$W$L" + scratch + ")", owner(function.function()), name, x, y, count)
                        .build(),
                scope.arguments());
    }

    /** How many values all axes have together, as Java. */
    private static String count(List<Axis> axes, KernelScope scope) {
        long fixed = 1;
        StringBuilder varying = new StringBuilder();
        for (Axis axis : axes) {
            if (axis.extent().isFixed()) {
                fixed *= axis.extent().max();
            } else {
                varying.append(varying.length() == 0 ? "" : " * ").append(scope.bound(axis));
            }
        }
        return varying.length() == 0 ? Long.toString(fixed) : fixed == 1 ? varying.toString() : fixed + " * " + varying;
    }

    private static String sizes(List<Axis> axes) {
        return axes.stream()
                .map(axis -> axis.extent().isFixed() ? axis.extent().toString() : "N")
                .collect(Collectors.joining("x"));
    }

    private static String owner(UnaryOperator function) {
        return switch (function) {
            case EXP, EXPM1 -> "Exponential";
            case LOG, LOG1P -> "Logarithm";
            case TANH -> "HyperbolicTangent";
            case ERF -> "ErrorFunction";
            default -> throw new IllegalArgumentException(function + " has no arrays");
        };
    }
}
