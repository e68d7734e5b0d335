package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Interpreter;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is the same in every pass leaves the passes, and nothing else does. */
class HoistConstantsTest {

    private final Extent.Symbol n = new Extent.Symbol("n", 1, 7);
    private final Axis t = new Axis("t", n);
    private final Axis j = new Axis("j", Extent.of(3));
    private final Buffer x = buffer("x", Buffer.Role.INPUT, t, j);
    private final Buffer y = buffer("y", Buffer.Role.OUTPUT, t, j);
    private final Buffer weight = buffer("weight", Buffer.Role.WEIGHT, j);
    private final KernelBuilder kernels = new KernelBuilder("k");

    private static Buffer buffer(String name, Buffer.Role role, Axis... axes) {
        return new Buffer(name, role, Buffer.Element.FLOAT, shape(axes));
    }

    private static Shape shape(Axis... axes) {
        return new Shape(List.of(axes).stream().map(Axis::extent).toList());
    }

    private static Access at(Buffer buffer, Axis... axes) {
        return Access.of(buffer, KernelBuilder.indices(List.of(axes)));
    }

    private static Expression load(Buffer buffer, Axis... axes) {
        return new Expression.Load(at(buffer, axes));
    }

    private static Expression wave(Axis axis) {
        return new Expression.Position(Index.of(axis)).apply(Expression.UnaryOperator.SIN);
    }

    private Program program() {
        List<Buffer> buffers = new ArrayList<>(List.of(x, y, weight));
        buffers.addAll(kernels.buffers());
        return new Program(buffers, kernels.steps());
    }

    /** The hoisted program, which computes the same at a length below the largest. */
    private Program hoisted() {
        Program direct = program();
        Program hoisted = new HoistConstants().apply(direct);
        Map<Buffer, double[]> given = Map.of(x, new double[] {1, 2, 3, 4, 5, 6}, weight, new double[] {0.5, -1, 2});
        Map<Extent, Long> lengths = Map.of(n, 2L);
        assertThat(Interpreter.inDouble(hoisted, given, lengths).get(0))
                .containsExactly(Interpreter.inDouble(direct, given, lengths).get(0));
        return hoisted;
    }

    private static List<String> targets(List<Step> steps) {
        return Reads.nests(steps).stream()
                .map(nest -> nest.target().buffer().name())
                .toList();
    }

    @Test
    void chainsOfWeightsAndTablesMove() {
        Buffer mean = kernels.table("mean", Shape.of(3), new double[] {1, 2, 4});
        Buffer square = kernels.temporary("square", shape(j));
        Buffer scale = kernels.temporary("scale", shape(j));
        kernels.map(List.of(j), load(weight, j).times(load(weight, j)), at(square, j));
        kernels.map(List.of(j), load(square, j).plus(load(mean, j)), at(scale, j));
        kernels.map(List.of(t, j), load(x, t, j).times(load(scale, j)), at(y, t, j));
        Program hoisted = hoisted();
        assertThat(targets(hoisted.preparation())).containsExactly("k.square", "k.scale");
        assertThat(targets(hoisted.steps())).containsExactly("y");
        assertThat(hoisted.parameters()).extracting(Buffer::name).containsExactly("k.scale");
    }

    @Test
    void aTableOverPositionsIsAsLongAsTheLongestCall() {
        Buffer waves = kernels.temporary("waves", shape(t, j));
        kernels.map(List.of(t, j), wave(t).times(load(weight, j)), at(waves, t, j));
        kernels.map(List.of(t, j), load(x, t, j).plus(load(waves, t, j)), at(y, t, j));
        Program hoisted = hoisted();
        assertThat(hoisted.buffers(Buffer.Role.CONSTANT))
                .singleElement()
                .extracting(Buffer::shape)
                .isEqualTo(Shape.of(7, 3));
        assertThat(targets(hoisted.preparation())).containsExactly("k.waves");
    }

    @Test
    void whatCountsTheLengthStays() {
        Buffer waves = kernels.temporary("waves", shape(t));
        Expression fromEnd = new Expression.Position(Index.of(n).minus(Index.of(t)));
        kernels.map(List.of(t), fromEnd.apply(Expression.UnaryOperator.SIN), at(waves, t));
        kernels.map(List.of(t, j), load(x, t, j).plus(load(waves, t)), at(y, t, j));
        assertThat(hoisted().preparation()).isEmpty();
    }

    @Test
    void whatIsSummedOverTheLengthStays() {
        Buffer sum = kernels.temporary("sum", shape(j));
        Axis s = new Axis("s", n);
        kernels.reduce(List.of(j), List.of(s), Step.Reduction.SUM, wave(s), all -> all, at(sum, j));
        kernels.map(List.of(t, j), load(x, t, j).plus(load(sum, j)), at(y, t, j));
        assertThat(hoisted().preparation()).isEmpty();
    }

    @Test
    void whatIsReadBeyondItsEndStays() {
        Buffer waves = kernels.temporary("waves", shape(t));
        kernels.map(List.of(t), wave(t), at(waves, t));
        Access next = new Access(waves, waves.shape(), List.of(Index.of(t).plus(1)), java.util.OptionalDouble.of(5));
        kernels.map(List.of(t, j), load(x, t, j).plus(new Expression.Load(next)), at(y, t, j));
        assertThat(hoisted().preparation()).isEmpty();
    }

    @Test
    void aBufferThatIsPartlyComputedStays() {
        Buffer both = kernels.temporary("both", shape(t, j));
        Axis first = new Axis("f", Extent.of(1));
        kernels.map(List.of(t, j), load(x, t, j), at(both, t, j));
        kernels.map(List.of(first, j), load(weight, j), at(both, first, j));
        kernels.map(List.of(t, j), load(both, t, j), at(y, t, j));
        assertThat(hoisted().preparation()).isEmpty();
    }

    @Test
    void aBufferWhoseValueChangesStays() {
        Buffer twice = kernels.temporary("twice", shape(j));
        Buffer sum = kernels.temporary("sum", shape(t, j));
        kernels.map(List.of(j), load(weight, j), at(twice, j));
        kernels.map(List.of(t, j), load(x, t, j).plus(load(twice, j)), at(sum, t, j));
        kernels.map(List.of(j), load(weight, j).times(load(weight, j)), at(twice, j));
        kernels.map(List.of(t, j), load(sum, t, j).plus(load(twice, j)), at(y, t, j));
        assertThat(hoisted().preparation()).isEmpty();
    }

    @Test
    void whatDependsOnTheIterationAroundItStaysAndTheRestMoves() {
        Axis s = new Axis("s", Extent.of(2));
        Buffer step = kernels.temporary("step", shape(j));
        Buffer scale = kernels.temporary("scale", shape(j));
        kernels.map(List.of(t, j), load(x, t, j), at(y, t, j));
        kernels.sequence(s, inner -> {
            inner.map(List.of(j), wave(s), at(step, j));
            inner.map(List.of(j), load(weight, j).exp(), at(scale, j));
            inner.map(List.of(t, j), load(y, t, j).times(load(scale, j)).plus(load(step, j)), at(y, t, j));
        });
        assertThat(targets(hoisted().preparation())).containsExactly("k.scale");
    }

    @Test
    void aCheapCopyForEachPlaceIsNotKeptButWhatIsCostlyIs() {
        Axis wide = new Axis("w", Extent.of(5000));
        Buffer spread = kernels.temporary("spread", shape(wide, j));
        Buffer costly = kernels.temporary("costly", shape(wide, j));
        kernels.map(List.of(wide, j), load(weight, j).plus(load(weight, j)), at(spread, wide, j));
        kernels.map(List.of(wide, j), load(weight, j).exp(), at(costly, wide, j));
        Expression sum = new Expression.Load(Access.of(spread, List.of(Index.of(0), Index.of(j))))
                .plus(new Expression.Load(Access.of(costly, List.of(Index.of(0), Index.of(j)))));
        kernels.map(List.of(t, j), load(x, t, j).plus(sum), at(y, t, j));
        assertThat(targets(hoisted().preparation())).containsExactly("k.costly");
    }

    @Test
    void whatOnlyConstantsReadMovesHoweverLarge() {
        Axis wide = new Axis("w", Extent.of(5000));
        Buffer spread = kernels.temporary("spread", shape(wide, j));
        Buffer costly = kernels.temporary("costly", shape(wide, j));
        kernels.map(List.of(wide, j), load(weight, j).plus(load(weight, j)), at(spread, wide, j));
        kernels.map(List.of(wide, j), load(spread, wide, j).exp(), at(costly, wide, j));
        Expression first = new Expression.Load(Access.of(costly, List.of(Index.of(0), Index.of(j))));
        kernels.map(List.of(t, j), load(x, t, j).plus(first), at(y, t, j));
        assertThat(targets(hoisted().preparation())).containsExactly("k.spread", "k.costly");
    }

    @Test
    void aTableHoldsFiniteFloatsOnly() {
        assertThatThrownBy(() -> kernels.table("mean", Shape.of(1), new double[] {1e39}))
                .hasMessage("k.mean holds 1.0E39");
        assertThatThrownBy(() -> kernels.table("mean", Shape.of(1), new double[] {Double.NaN}))
                .hasMessage("k.mean holds NaN");
        assertThatThrownBy(() -> kernels.table("mean", Shape.of(2), new double[] {1}))
                .hasMessage("1 numbers for k.mean of 2");
    }
}
