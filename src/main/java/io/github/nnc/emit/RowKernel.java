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
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A contraction whose inner loop runs across the outputs. HotSpot turns it into vector instructions because all its
 * arrays are indexed by the loop variable alone, which is why weights lie in one array for each row, and why sums that
 * belong at another index are gathered in an array of their own first.
 */
final class RowKernel {

    /** Rows of weights at a time; with eight, JDK 17 falls back to scalar code. */
    private static final int ROWS = 4;

    /** So many outputs fill a cache line, which no two threads should write. */
    private static final int OUTPUTS = 16;

    private final Step.Nest nest;
    private final Contraction contraction;
    private final KernelScope scope;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final List<String> sums = new ArrayList<>();
    private String x;
    private String w;
    private String j;
    private String begin;
    private String outputs;

    private RowKernel(Step.Nest nest, Contraction contraction, Optional<Axis> divided) {
        this.nest = nest;
        this.scope = new KernelScope(nest.origin(), divided);
        this.contraction = contraction;
    }

    static KernelWriter<Kernel> of(Step.Nest nest, Contraction contraction) {
        return new KernelWriter<>(
                axis -> axis == contraction.output()
                        ? OUTPUTS
                        : contraction.points().filter(axis::equals).isPresent() ? Contraction.BLOCK : 1,
                divided -> new RowKernel(nest, contraction, divided).write());
    }

    private Kernel write() {
        Axis output = contraction.output();
        x = scope.array(contraction.input().buffer());
        w = scope.rows(
                contraction.weight().buffer(),
                Kernel.Layout.along(contraction.weight().view(), contraction.dimension()));
        for (int i = 0; i < contraction.sums(nest); i++) {
            sums.add(scope.sums(i, output.extent().max()));
        }
        if (sums.isEmpty()) {
            sums.add(scope.target(nest.target().buffer()));
        }
        List<Axis> outer = nest.parallel().stream()
                .filter(axis -> axis != output && axis != contraction.points().orElse(null))
                .toList();
        outer.forEach(this::open);
        j = scope.declare(output);
        begin = scope.begin(output);
        outputs = scope.bound(output);
        contraction.points().ifPresentOrElse(this::addBlocks, () -> addPoints(List.of(new Substitution(Map.of()))));
        outer.forEach(axis -> code.endControlFlow());
        String inputs = nest.reduction().stream().map(RowKernel::size).collect(Collectors.joining("x"));
        return new Kernel(
                "rows" + inputs + "x" + size(output),
                "Sums " + inputs + " rows of " + size(output) + " weights, each times its input, " + ROWS
                        + " rows at a time"
                        + (contraction.points().isPresent() ? " for " + Contraction.BLOCK + " sums." : "."),
                Forms.Form.ROWS,
                scope.parameters(),
                code.build(),
                scope.arguments());
    }

    private static String size(Axis axis) {
        return axis.extent().isFixed() ? axis.extent().toString() : "N";
    }

    private void open(Axis axis) {
        scope.open(axis, code);
    }

    /** All points along an axis, two by two; the last one alone where their number is odd. */
    private void addBlocks(Axis points) {
        Extent extent = points.extent();
        boolean fixed = extent.isFixed() && !scope.isDivided(points);
        if (fixed && extent.max() == Contraction.BLOCK) {
            addPoints(List.of(at(points, Index.of(0)), at(points, Index.of(1))));
            return;
        }
        String name = scope.declare(points);
        String from = scope.begin(points);
        String bound = scope.bound(points);
        String full = fixed ? Long.toString(extent.max() / Contraction.BLOCK * Contraction.BLOCK) : bound + " - 1";
        code.beginControlFlow("for (int $L = $L; $L < $L; $L += $L)", name, from, name, full, name, Contraction.BLOCK);
        addPoints(List.of(
                at(points, Index.of(points)), at(points, Index.of(points).plus(1))));
        code.endControlFlow();
        if (!fixed) {
            String count = from.equals("0") ? bound : "(" + bound + " - " + from + ")";
            code.beginControlFlow("if ($L % $L == 1)", count, Contraction.BLOCK);
        }
        if (!fixed || extent.max() % Contraction.BLOCK == 1) {
            addPoints(List.of(at(points, Index.of(extent).plus(-1))));
        }
        if (!fixed) {
            code.endControlFlow();
        }
    }

    private static Substitution at(Axis points, Index.Affine index) {
        return new Substitution(Map.of(points, index));
    }

    /** The sums of some points. */
    private void addPoints(List<Substitution> points) {
        openOutputs();
        for (int p = 0; p < points.size(); p++) {
            code.addStatement("$L[$L] = 0f", sums.get(p), j);
        }
        code.endControlFlow();
        List<Axis> around = nest.reduction().stream()
                .filter(axis -> axis != contraction.run())
                .toList();
        around.forEach(this::open);
        List<Access> inputs =
                points.stream().map(point -> point.rewrite(contraction.input())).toList();
        String guard = contraction.skips() ? scope.guard(inputs.get(0)) : "";
        if (!guard.isEmpty()) {
            code.beginControlFlow("if (" + guard + ")");
        }
        addRows(inputs);
        if (!guard.isEmpty()) {
            code.endControlFlow();
        }
        around.forEach(axis -> code.endControlFlow());
        for (int p = 0; p < points.size(); p++) {
            finish(points.get(p).rewrite(nest), sums.get(p));
        }
    }

    private void openOutputs() {
        code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", j, begin, j, outputs, j);
    }

    private void addRows(List<Access> inputs) {
        Axis reduction = contraction.run();
        if (!reduction.extent().isFixed()) {
            addVaryingRows(reduction, inputs);
            return;
        }
        long extent = reduction.extent().max();
        long full = extent / ROWS * ROWS;
        if (full == ROWS) {
            addRows(Index.of(0), ROWS, inputs);
        } else if (full > 0) {
            String i = scope.declare(reduction);
            code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", i, i, full, i, ROWS);
            addRows(Index.of(reduction), ROWS, inputs);
            code.endControlFlow();
        }
        if (full < extent) {
            addRows(Index.of(full), (int) (extent - full), inputs);
        }
    }

    private void addVaryingRows(Axis reduction, List<Access> inputs) {
        String i = scope.declare(reduction);
        String bound = scope.bound(reduction);
        code.beginControlFlow("for (int $L = 0; $L < $L - $L; $L += $L)", i, i, bound, ROWS - 1, i, ROWS);
        addRows(Index.of(reduction), ROWS, inputs);
        code.endControlFlow();
        code.beginControlFlow("for (int $L = $L / $L * $L; $L < $L; $L++)", i, bound, ROWS, ROWS, i, bound, i);
        addRows(Index.of(reduction), 1, inputs);
        code.endControlFlow();
    }

    private void addRows(Index.Affine from, int count, List<Access> inputs) {
        List<Substitution> places = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            places.add(new Substitution(Map.of(contraction.run(), from.plus(r))));
        }
        List<List<String>> products = new ArrayList<>();
        for (int p = 0; p < inputs.size(); p++) {
            products.add(new ArrayList<>());
            for (Substitution here : places) {
                Access read = here.rewrite(inputs.get(p));
                String value = scope.local("x" + (p * count + products.get(p).size()));
                code.addStatement(
                        "float $L = "
                                + (contraction.skips()
                                        ? scope.element(read, x)
                                        : scope.print(new Expression.Load(read))),
                        value);
                products.get(p).add(value);
            }
        }
        for (int r = 0; r < count; r++) {
            String row = scope.local("w" + r);
            code.addStatement(
                    "float[] $L = $L[$L]", row, w, scope.index(places.get(r).affine(contraction.row())));
            for (List<String> ofPoint : products) {
                ofPoint.set(r, ofPoint.get(r) + " * " + row + "[" + j + "]");
            }
        }
        openOutputs();
        for (int p = 0; p < inputs.size(); p++) {
            String sum = sums.get(p);
            code.addStatement("$L[$L] = $L[$L]$W+ " + String.join("$W+ ", products.get(p)), sum, j, sum, j);
        }
        code.endControlFlow();
    }

    private void finish(Step.Nest point, String gathered) {
        Expression reduced = new Expression.Reduced();
        String target = scope.target(point.target().buffer());
        boolean nothing = point.epilogue().equals(reduced) && target.equals(gathered);
        if (nothing) {
            return;
        }
        openOutputs();
        scope.bind(reduced, gathered + "[" + j + "]");
        if (!(point.epilogue() instanceof Expression.Reduced) && countReduced() > 1) {
            String sum = scope.local("sum");
            code.addStatement("float $L = $L[$L]", sum, gathered, j);
            scope.bind(reduced, sum);
        }
        List<Expression> shared = CommonSubexpressions.of(List.of(point.epilogue()), true);
        for (Expression common : shared) {
            String text = scope.print(common);
            String name = scope.local("v");
            code.addStatement("float $L = " + text, name);
            scope.bind(common, name);
        }
        code.addStatement("$L = " + scope.print(point.epilogue()), scope.element(point.target(), target));
        shared.forEach(scope::unbind);
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
