package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.lower.Contraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A contraction whose inner loop runs across the outputs. HotSpot turns it into vector instructions because all its
 * arrays are indexed by the loop variable alone, which is why weights lie in one array for each row, and why sums that
 * belong at another index are gathered in an array of their own first.
 */
final class RowKernel {

    /** Rows of weights at a time; with eight, JDK 17 falls back to scalar code. */
    private static final int ROWS = 4;

    private final Step.Nest nest;
    private final Contraction contraction;
    private final KernelScope scope;
    private final CodeBlock.Builder code = CodeBlock.builder();

    private RowKernel(Step.Nest nest, Contraction contraction) {
        this.nest = nest;
        this.scope = new KernelScope(nest.origin());
        this.contraction = contraction;
    }

    static Kernel of(Step.Nest nest, Contraction contraction) {
        return new RowKernel(nest, contraction).write();
    }

    private Kernel write() {
        Axis output = contraction.output();
        boolean inPlace = contraction.sumsInPlace(nest);
        String x = scope.array(contraction.input().buffer());
        String w = scope.rows(
                contraction.weight().buffer(),
                Kernel.Layout.along(contraction.weight().view(), contraction.dimension()));
        String sums = inPlace
                ? scope.target(nest.target().buffer())
                : scope.sums(output.extent().max());
        List<Axis> outer =
                nest.parallel().stream().filter(axis -> axis != output).toList();
        outer.forEach(this::open);
        String j = scope.declare(output);
        code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", j, j, output.extent(), j)
                .addStatement("$L[$L] = 0f", sums, j)
                .endControlFlow();
        List<Axis> around = nest.reduction().stream()
                .filter(axis -> axis != contraction.run())
                .toList();
        around.forEach(this::open);
        String guard = contraction.skips() ? scope.guard(contraction.input()) : "";
        if (!guard.isEmpty()) {
            code.beginControlFlow("if (" + guard + ")");
        }
        addRows(x, w, sums, j);
        if (!guard.isEmpty()) {
            code.endControlFlow();
        }
        around.forEach(axis -> code.endControlFlow());
        finish(sums, j);
        outer.forEach(axis -> code.endControlFlow());
        String inputs = nest.reduction().stream().map(scope::bound).collect(Collectors.joining("x"));
        return new Kernel(
                "rows" + inputs + "x" + output.extent(),
                "Sums " + inputs + " rows of " + output.extent() + " weights, each times its input, " + ROWS
                        + " rows at a time.",
                Forms.Form.ROWS,
                scope.parameters(),
                code.build(),
                scope.arguments());
    }

    private void open(Axis axis) {
        String name = scope.declare(axis);
        code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", name, name, scope.bound(axis), name);
    }

    private void addRows(String x, String w, String sums, String j) {
        Axis reduction = contraction.run();
        long extent = reduction.extent().max();
        long full = extent / ROWS * ROWS;
        if (full == ROWS) {
            addRows(Index.of(0), ROWS, x, w, sums, j);
        } else if (full > 0) {
            String i = scope.declare(reduction);
            code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", i, i, full, i, ROWS);
            addRows(Index.of(reduction), ROWS, x, w, sums, j);
            code.endControlFlow();
        }
        if (full < extent) {
            addRows(Index.of(full), (int) (extent - full), x, w, sums, j);
        }
    }

    private void addRows(Index.Affine from, int count, String x, String w, String sums, String j) {
        List<String> products = new ArrayList<>();
        CodeBlock.Builder rows = CodeBlock.builder();
        for (int r = 0; r < count; r++) {
            Index.Affine at = from.plus(r);
            Substitution here = new Substitution(Map.of(contraction.run(), at));
            String value = scope.local("x" + r);
            String row = scope.local("w" + r);
            Access read = here.rewrite(contraction.input());
            code.addStatement(
                    "float $L = "
                            + (contraction.skips() ? scope.element(read, x) : scope.print(new Expression.Load(read))),
                    value);
            rows.addStatement("float[] $L = $L[$L]", row, w, scope.index(here.affine(contraction.row())));
            products.add(value + " * " + row + "[" + j + "]");
        }
        code.add(rows.build());
        code.beginControlFlow(
                        "for (int $L = 0; $L < $L; $L++)",
                        j,
                        j,
                        contraction.output().extent(),
                        j)
                .addStatement("$L[$L] = $L[$L]$W+ " + String.join("$W+ ", products), sums, j, sums, j)
                .endControlFlow();
    }

    private void finish(String sums, String j) {
        Expression reduced = new Expression.Reduced();
        String target = scope.target(nest.target().buffer());
        boolean nothing = nest.epilogue().equals(reduced) && target.equals(sums);
        if (nothing) {
            return;
        }
        code.beginControlFlow(
                "for (int $L = 0; $L < $L; $L++)", j, j, contraction.output().extent(), j);
        scope.bind(reduced, sums + "[" + j + "]");
        if (!(nest.epilogue() instanceof Expression.Reduced) && countReduced() > 1) {
            String sum = scope.local("sum");
            code.addStatement("float $L = $L[$L]", sum, sums, j);
            scope.bind(reduced, sum);
        }
        for (Expression common : CommonSubexpressions.of(List.of(nest.epilogue()), true)) {
            String text = scope.print(common);
            String name = scope.local("v");
            code.addStatement("float $L = " + text, name);
            scope.bind(common, name);
        }
        code.addStatement("$L = " + scope.print(nest.epilogue()), scope.element(nest.target(), target));
        code.endControlFlow();
    }

    private int countReduced() {
        int[] count = {0};
        new Rewriter() {
            @Override
            protected Expression reduced() {
                count[0]++;
                return super.reduced();
            }
        }.rewrite(nest.epilogue());
        return count[0];
    }
}
