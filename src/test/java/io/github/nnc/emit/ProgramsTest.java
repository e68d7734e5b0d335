package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Counters;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Lower;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What the loop IR can say and generated classes do, by value: loops in order, guards, ids, state. */
class ProgramsTest {

    private final Extent.Symbol n = new Extent.Symbol("n", 1, 8);
    private final Axis t = new Axis("t", n);
    private final Axis j = new Axis("j", Extent.of(2));
    private final Buffer x = floats("x", Buffer.Role.INPUT, n);
    private final Buffer y = floats("y", Buffer.Role.OUTPUT, n);
    private final KernelBuilder kernels = new KernelBuilder("m");

    private static Buffer floats(String name, Buffer.Role role, Extent... shape) {
        return new Buffer(name, role, Buffer.Element.FLOAT, new Shape(List.of(shape)));
    }

    private static Buffer ints(String name, Buffer.Role role, Extent... shape) {
        return new Buffer(name, role, Buffer.Element.INT, new Shape(List.of(shape)));
    }

    private static Expression load(Buffer buffer, Index... indices) {
        return new Expression.Load(Access.of(buffer, List.of(indices)));
    }

    private static Expression guarded(Buffer buffer, double outside, Index... indices) {
        return new Expression.Load(new Access(buffer, buffer.shape(), List.of(indices), OptionalDouble.of(outside)));
    }

    private static Access at(Buffer buffer, Index... indices) {
        return Access.of(buffer, List.of(indices));
    }

    private Program program(Buffer... inputsAndOutputs) {
        List<Buffer> buffers = new ArrayList<>(List.of(inputsAndOutputs));
        buffers.addAll(kernels.buffers());
        return new Program(buffers, kernels.steps());
    }

    private static Handmade made(Program program, float[]... weights) {
        return Handmade.of(Lower.rewritten(program, Thresholds.MEASURED), weights);
    }

    private double[] run(Handmade made, double... input) {
        return made.forward(List.of(input), Map.of(n, input.length)).get(0);
    }

    @Test
    void aSequenceRunsItsStepsInOrderAndBackwards() {
        Buffer sum = kernels.temporary("sum", Shape.of());
        Index.Affine last = Index.of(n).plus(-1).minus(Index.of(t));
        kernels.map(List.of(), Expression.constant(0), at(sum));
        kernels.sequence(t, inner -> {
            inner.map(List.of(), load(sum).times(Expression.constant(2)).plus(load(x, last)), at(sum));
            inner.map(List.of(), load(sum), at(y, last));
        });
        Handmade made = made(program(x, y));
        assertThat(run(made, 1, 2, 3)).containsExactly(17, 8, 3);
        assertThat(run(made, 5)).containsExactly(5);
    }

    @Test
    void sequencesNest() {
        Buffer product = kernels.temporary("product", Shape.of());
        Axis inside = new Axis("k", Extent.of(3));
        kernels.sequence(t, outer -> {
            outer.map(List.of(), load(x, Index.of(t)), at(product));
            outer.sequence(
                    inside,
                    inner -> inner.map(
                            List.of(),
                            load(product)
                                    .plus(new Expression.Position(
                                            Index.of(inside).plus(Index.of(t)))),
                            at(product)));
            outer.map(List.of(), load(product), at(y, Index.of(t)));
        });
        assertThat(run(made(program(x, y)), 10, 20)).containsExactly(13, 26);
    }

    /** No method may outgrow what HotSpot compiles, however much a loop repeats. */
    @Test
    void aLongSequenceIsSpreadOverMethods() {
        Buffer sum = kernels.temporary("sum", Shape.of());
        kernels.map(List.of(), Expression.constant(0), at(sum));
        kernels.sequence(t, inner -> {
            for (int i = 0; i < 150; i++) {
                inner.map(List.of(), load(sum).plus(load(x, Index.of(t))), at(sum));
            }
            inner.map(List.of(), load(sum), at(y, Index.of(t)));
        });
        Handmade made = made(program(x, y));
        assertThat(run(made, 1, 2)).containsExactly(150, 450);
        assertThat(made.source().source()).contains("part3(");
    }

    @Test
    void theLargestIsFoundAsAnIdAndReadsATable() {
        Buffer rows = floats("rows", Buffer.Role.INPUT, n, Extent.of(2));
        Buffer ids = ints("ids", Buffer.Role.OUTPUT, n);
        Buffer read = floats("read", Buffer.Role.OUTPUT, n);
        Buffer table = floats("table.weight", Buffer.Role.WEIGHT, Extent.of(2));
        kernels.reduce(
                List.of(t),
                List.of(j),
                Step.Reduction.ARGMAX,
                load(rows, Index.of(t), Index.of(j)),
                reduced -> reduced,
                at(ids, Index.of(t)));
        kernels.map(List.of(t), load(table, new Index.Indirect(at(ids, Index.of(t)))), at(read, Index.of(t)));
        Handmade made = made(program(rows, ids, read, table), new float[] {40, 50});
        List<double[]> results = made.forward(List.of(new double[] {1, 3, 7, 2, 4, 4}), Map.of(n, 3));
        assertThat(results.get(0)).containsExactly(1, 0, 0);
        assertThat(results.get(1)).containsExactly(50, 40, 40);
    }

    @Test
    void aLoadThatLeavesTheValueYieldsWhatIsOutside() {
        Index.Affine at = Index.of(t);
        kernels.map(List.of(t), guarded(x, 100, at.plus(-1)).plus(guarded(x, 1000, at.plus(1))), at(y, at));
        assertThat(run(made(program(x, y)), 1, 2, 3)).containsExactly(102, 4, 1002);
    }

    @Test
    void quotientsAreGuardedToo() {
        Index.FloorDivision half = new Index.FloorDivision(Index.of(t).plus(-1), 2);
        Index.FloorDivision far = new Index.FloorDivision(Index.of(t).times(3), 2);
        kernels.map(List.of(t), guarded(x, 7, half).plus(guarded(x, 70, far)), at(y, Index.of(t)));
        assertThat(run(made(program(x, y)), 1, 2, 3)).containsExactly(8, 3, 71);
    }

    @Test
    void aProgramWrittenOutGuardsAndDividesWhenItIsCompiled() {
        Axis i = new Axis("i", Extent.of(3));
        Buffer in = floats("in", Buffer.Role.INPUT, Extent.of(3));
        Buffer out = floats("out", Buffer.Role.OUTPUT, Extent.of(3));
        kernels.map(
                List.of(i),
                guarded(in, 9, Index.of(i).plus(1)).plus(load(in, new Index.FloorDivision(Index.of(i), 2))),
                at(out, Index.of(i)));
        Handmade made = made(program(in, out));
        assertThat(made.source().forms().count(Forms.Form.STRAIGHT_LINE)).isEqualTo(1);
        assertThat(made.forward(List.of(new double[] {1, 2, 3}), Map.of()).get(0))
                .containsExactly(3, 4, 11);
    }

    /** What reads all of the last state must be done before any of it is replaced. */
    @Test
    void aStateIsReplacedAsAWhole() {
        Buffer both = kernels.temporary("both", Shape.of(2));
        Buffer next = kernels.temporary("next", Shape.of(2));
        Axis k = new Axis("k", Extent.of(2));
        Buffer mixing = floats("mixing.weight", Buffer.Role.WEIGHT, Extent.of(2), Extent.of(2));
        kernels.map(List.of(j), Expression.constant(1), at(both, Index.of(j)));
        kernels.sequence(t, inner -> {
            inner.reduce(
                    List.of(j),
                    List.of(k),
                    Step.Reduction.SUM,
                    load(mixing, Index.of(j), Index.of(k)).times(load(both, Index.of(k))),
                    sum -> sum,
                    at(next, Index.of(j)));
            inner.map(List.of(j), load(next, Index.of(j)).plus(load(x, Index.of(t))), at(both, Index.of(j)));
            inner.map(List.of(), load(both, Index.of(1)), at(y, Index.of(t)));
        });
        Handmade made = made(program(x, y, mixing), new float[] {1, 2, 3, 4});
        assertThat(run(made, 0, 10)).containsExactly(7, 47);
    }

    private Program running() {
        Buffer sum = kernels.state("sum", Shape.of());
        kernels.sequence(t, inner -> {
            inner.map(List.of(), load(sum).plus(load(x, Index.of(t))), at(sum));
            inner.map(List.of(), load(sum), at(y, Index.of(t)));
        });
        return program(x, y);
    }

    @Test
    void stateGoesOnFromCallToCall() {
        Handmade made = made(running());
        Object state = made.newState();
        assertThat(made.forward(List.of(new double[] {1, 2}), Map.of(n, 2), state)
                        .get(0))
                .containsExactly(1, 3);
        Object branch = Handmade.call(state, "copy");
        assertThat(made.forward(List.of(new double[] {10}), Map.of(n, 1), state).get(0))
                .containsExactly(13);
        assertThat(made.forward(List.of(new double[] {20}), Map.of(n, 1), branch)
                        .get(0))
                .containsExactly(23);
        Handmade.call(state, "reset");
        assertThat(made.forward(List.of(new double[] {4}), Map.of(n, 1), state).get(0))
                .containsExactly(4);
        assertThat(made.forward(List.of(new double[] {1}), Map.of(n, 1), branch).get(0))
                .containsExactly(24);
    }

    @Test
    void aModelThatCarriesHasNoBatch() {
        Class<?> type = made(running()).type();
        assertThat(type.getMethods())
                .filteredOn(method -> method.getName().equals("forward"))
                .hasSize(2)
                .allMatch(method -> List.of(method.getParameterTypes()).stream()
                        .anyMatch(parameter -> parameter.getSimpleName().equals("State")));
    }

    /** A cache of what all calls so far were given; each step sees all before it. */
    private Program cached() {
        Counters counters = new Counters();
        Counter counter = counters.of(n, 5);
        Buffer cache = kernels.state("cache", Shape.of(5));
        Index.Affine now = Index.of(counter.elapsed()).plus(Index.of(t));
        Axis k = new Axis("k", counter.total());
        kernels.map(List.of(t), load(x, Index.of(t)), at(cache, now));
        kernels.reduce(
                List.of(t),
                List.of(k),
                Step.Reduction.SUM,
                load(cache, Index.of(k)),
                sum -> sum.plus(new Expression.Position(now.times(100))),
                at(y, Index.of(t)));
        Program program = program(x, y);
        return new Program(program.buffers(), List.of(), program.steps(), counters.all());
    }

    @Test
    void stepsAreCountedFromCallToCall() {
        Handmade made = made(cached());
        Object state = made.newState();
        assertThat(made.forward(List.of(new double[] {1, 2}), Map.of(n, 2), state)
                        .get(0))
                .containsExactly(3, 103);
        assertThat(made.forward(List.of(new double[] {4}), Map.of(n, 1), state).get(0))
                .containsExactly(207);
        assertThat(Handmade.call(state, "position")).isEqualTo(3);
    }

    @Test
    void whatIsBeyondTheCapacityIsRefusedAndChangesNothing() {
        Handmade made = made(cached());
        Object state = made.newState();
        made.forward(List.of(new double[] {1, 2, 3}), Map.of(n, 3), state);
        assertThatThrownBy(() -> made.forward(List.of(new double[] {4, 5, 6}), Map.of(n, 3), state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state has no room for 3 more after 3 of 5 steps: reset() begins anew");
        assertThatThrownBy(() -> made.forward(List.of(new double[] {4}), Map.of(n, 2), state))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(made.forward(List.of(new double[] {4, 5}), Map.of(n, 2), state)
                        .get(0))
                .containsExactly(315, 415);
        Handmade.call(state, "reset");
        assertThat(made.forward(List.of(new double[] {1}), Map.of(n, 1), state).get(0))
                .containsExactly(1);
    }
}
