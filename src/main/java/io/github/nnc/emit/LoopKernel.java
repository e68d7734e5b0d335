package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One nest as loops, in the order of its axes. Where a parallel axis reuses what the body reads, several of its
 * iterations run at once, each with its reduced value in a local variable.
 */
final class LoopKernel {

    /** So many sums keep the multipliers busy without leaving the registers. */
    private static final long MOST_SUMS = 8;

    /** A sum of one row is kept in so many parts. */
    private static final int PARTS = 4;

    private static final long SHORTEST_IN_PARTS = 16;

    private final Step.Nest nest;
    private final KernelScope scope;
    private final CodeBlock.Builder code = CodeBlock.builder();

    private LoopKernel(Step.Nest nest, Optional<Axis> divided) {
        this.nest = nest;
        this.scope = new KernelScope(nest.origin(), divided);
    }

    /** One element at a time. */
    static KernelWriter<Kernel> plain(Step.Nest nest) {
        return new KernelWriter<>(axis -> 1, divided -> new LoopKernel(nest, divided).write());
    }

    /** Several elements along an axis at a time. */
    static KernelWriter<Kernel> jammed(Step.Nest nest, Axis jam) {
        return new KernelWriter<>(axis -> axis == jam ? 0 : 1, divided -> new LoopKernel(nest, divided).write(jam));
    }

    private Kernel write() {
        nest.parallel().forEach(this::open);
        if (isLongSum()) {
            partialSums();
        } else {
            point(nest, List.of(nest), "");
        }
        nest.parallel().forEach(axis -> code.endControlFlow());
        return kernel(
                Forms.Form.LOOP,
                nest.reduction().isEmpty()
                        ? "Computes " + count(nest.parallel()) + ", one by one."
                        : "Reduces " + count(nest.reduction()) + " to " + each() + ".");
    }

    /** Whether each addition would wait for the one before it, for long. */
    private boolean isLongSum() {
        return nest.reduce() == Step.Reduction.SUM
                && innermost().extent().max() >= SHORTEST_IN_PARTS
                && Reads.of(nest.body()).stream()
                        .allMatch(read -> read.outside().isEmpty());
    }

    private Axis innermost() {
        return nest.reduction().get(nest.reduction().size() - 1);
    }

    /** One sum as several of every so many values, which do not wait for each other. */
    private void partialSums() {
        Axis axis = innermost();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            sums.add(declareResult(Step.Reduction.SUM, Integer.toString(i), ""));
        }
        List<Axis> around = nest.reduction().subList(0, nest.reduction().size() - 1);
        around.forEach(this::open);
        String j = scope.declare(axis);
        String bound = scope.bound(axis);
        code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", j, j, full(axis, bound), j, PARTS);
        addAll(copies(Index.of(axis), axis, PARTS), sums);
        code.endControlFlow();
        if (!axis.extent().isFixed() || axis.extent().max() % PARTS > 0) {
            code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", j, full(axis, bound), j, bound, j);
            addAll(List.of(nest), sums);
            code.endControlFlow();
        }
        around.forEach(a -> code.endControlFlow());
        code.addStatement("$L += " + String.join("$W+ ", sums.subList(1, PARTS)), sums.get(0));
        finish(nest, null, sums.get(0));
    }

    /** How many iterations there are in whole groups of parts. */
    private static String full(Axis axis, String bound) {
        return axis.extent().isFixed()
                ? Long.toString(axis.extent().max() / PARTS * PARTS)
                : bound + " / " + PARTS + " * " + PARTS;
    }

    private void addAll(List<Step.Nest> copies, List<String> sums) {
        List<Expression> common =
                bindCommon(copies.stream().map(Step.Nest::body).toList());
        for (int i = 0; i < copies.size(); i++) {
            accumulate(nest, copies.get(i).body(), sums.get(i), "");
        }
        common.forEach(scope::unbind);
    }

    private Kernel write(Axis jam) {
        long extent = jam.extent().max();
        long blocks = (extent + MOST_SUMS - 1) / MOST_SUMS;
        long width = (extent + blocks - 1) / blocks;
        long full = extent / width * width;
        nest.parallel().stream().filter(axis -> axis != jam).forEach(this::open);
        if (full == width) {
            point(nest, copies(Index.of(0), jam, width), "");
        } else {
            String name = scope.declare(jam);
            code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", name, name, full, name, width);
            point(nest, copies(Index.of(jam), jam, width), "");
            code.endControlFlow();
        }
        if (full < extent) {
            point(nest, copies(Index.of(full), jam, extent - full), "Rest");
        }
        nest.parallel().stream().filter(axis -> axis != jam).forEach(axis -> code.endControlFlow());
        return kernel(
                Forms.Form.LOCALS,
                "Reduces " + count(nest.reduction()) + " to " + each() + ", " + width + " at a time.");
    }

    private Kernel kernel(Forms.Form form, String documentation) {
        String name = nest.reduce() == Step.Reduction.NONE
                ? "map" + Sizes.of(nest.parallel())
                : nest.reduce().name().toLowerCase(Locale.ROOT)
                        + (nest.parallel().isEmpty() ? "" : Sizes.of(nest.parallel()))
                        + "Over"
                        + Sizes.of(nest.reduction());
        return new Kernel(name, documentation, form, scope.parameters(), code.build(), scope.arguments());
    }

    private List<Step.Nest> copies(Index.Affine from, Axis jam, long width) {
        List<Step.Nest> copies = new ArrayList<>();
        for (long i = 0; i < width; i++) {
            copies.add(new Substitution(Map.of(jam, from.plus(i))).rewrite(nest));
        }
        return copies;
    }

    private void open(Axis axis) {
        scope.open(axis, code);
    }

    /** The reduction and the epilogue of copies of the nest that run side by side. */
    private void point(Step.Nest original, List<Step.Nest> copies, String suffix) {
        List<String> results = new ArrayList<>();
        if (original.reduce() == Step.Reduction.NONE) {
            for (Step.Nest copy : copies) {
                finish(copy, copy.body(), "");
            }
            return;
        }
        for (int i = 0; i < copies.size(); i++) {
            results.add(declareResult(original.reduce(), copies.size() == 1 ? "" : Integer.toString(i), suffix));
        }
        String best = original.reduce() == Step.Reduction.ARGMAX ? scope.local("largest") : "";
        if (!best.isEmpty()) {
            code.addStatement("float $L = Float.NEGATIVE_INFINITY", best);
        }
        original.reduction().forEach(this::open);
        List<Expression> common =
                bindCommon(copies.stream().map(Step.Nest::body).toList());
        for (int i = 0; i < copies.size(); i++) {
            accumulate(original, copies.get(i).body(), results.get(i), best);
        }
        common.forEach(scope::unbind);
        original.reduction().forEach(axis -> code.endControlFlow());
        for (int i = 0; i < copies.size(); i++) {
            finish(copies.get(i), null, results.get(i));
        }
    }

    private String declareResult(Step.Reduction reduction, String number, String suffix) {
        String name = scope.local(switch (reduction) {
                    case NONE -> "value";
                    case SUM -> "sum";
                    case PRODUCT -> "product";
                    case MAXIMUM -> "maximum";
                    case MINIMUM -> "minimum";
                    case ARGMAX -> "position";
                }
                + suffix
                + number);
        switch (reduction) {
            case ARGMAX -> code.addStatement("int $L = 0", name);
            case PRODUCT -> code.addStatement("float $L = 1f", name);
            case MAXIMUM -> code.addStatement("float $L = Float.NEGATIVE_INFINITY", name);
            case MINIMUM -> code.addStatement("float $L = Float.POSITIVE_INFINITY", name);
            case SUM, NONE -> code.addStatement("float $L = 0f", name);
        }
        return name;
    }

    private void accumulate(Step.Nest original, Expression body, String result, String best) {
        String value = scope.print(body);
        switch (original.reduce()) {
            case SUM -> code.addStatement("$L += " + value, result);
            case PRODUCT -> code.addStatement("$L *= " + value.replace("$W", " "), result);
            case MAXIMUM -> code.addStatement("$L = Math.max($L, " + value + ")", result, result);
            case MINIMUM -> code.addStatement("$L = Math.min($L, " + value + ")", result, result);
            case ARGMAX -> {
                String axis = scope.declare(original.reduction().get(0));
                String candidate = scope.local("candidate");
                code.addStatement("float $L = " + value, candidate);
                code.beginControlFlow("if ($L > $L)", candidate, best)
                        .addStatement("$L = $L", best, candidate)
                        .addStatement("$L = $L", result, axis)
                        .endControlFlow();
            }
            case NONE -> throw new IllegalStateException("nothing to accumulate");
        }
    }

    /** Applies the epilogue to a reduced value, which is an expression or a variable, and stores it. */
    private void finish(Step.Nest copy, Expression value, String variable) {
        Expression reduced = new Expression.Reduced();
        Expression stored = copy.epilogue();
        if (value != null) {
            stored = Reducing.replace(copy.epilogue(), value);
        } else {
            scope.bind(reduced, variable);
        }
        List<Expression> common = bindCommon(List.of(stored));
        Access target = copy.target();
        String text = scope.print(stored);
        boolean integer = target.buffer().element() == Buffer.Element.INT;
        boolean converts = integer && !(copy.reduce() == Step.Reduction.ARGMAX && stored instanceof Expression.Reduced);
        code.addStatement(
                "$L" + (copy.store() == Step.Store.ACCUMULATE ? " += " : " = ")
                        + (converts ? "(int) (" + text + ")" : text),
                scope.element(target, scope.target(target.buffer())));
        common.forEach(scope::unbind);
        scope.unbind(reduced);
    }

    /** Variables for what the expressions share. */
    private List<Expression> bindCommon(List<Expression> expressions) {
        List<Expression> common = CommonSubexpressions.of(expressions, true);
        for (Expression expression : common) {
            String text = scope.print(expression);
            String name = scope.local("v");
            code.addStatement("float $L = " + text, name);
            scope.bind(expression, name);
        }
        return common;
    }

    private String each() {
        return nest.parallel().isEmpty() ? "one" : "each of " + count(nest.parallel());
    }

    private static String count(List<Axis> axes) {
        String sizes = Sizes.of(axes);
        return sizes.equals("1") ? "one value" : sizes.replace("N", "n") + " values";
    }
}
