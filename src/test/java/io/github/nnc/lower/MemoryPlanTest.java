package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Networks;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values share arrays where they may, and nowhere else. */
class MemoryPlanTest {

    private static final String RESIDUAL = """
        block basic(w, stride = 1) <
          conv w 3 stride=stride padding=1 bias=false; batchnorm relu;
          conv w 3 padding=1 bias=false; batchnorm
        >
        block widen(w) < add < basic w 2 | conv w 1 stride=2 bias=false; batchnorm >; relu >
        """;

    private final Axis i = new Axis("i", Extent.of(10));
    private final Buffer x = new Buffer("x", Buffer.Role.INPUT, Buffer.Element.FLOAT, Shape.of(10));
    private final Buffer y = new Buffer("y", Buffer.Role.OUTPUT, Buffer.Element.FLOAT, Shape.of(10));
    private final KernelBuilder kernels = new KernelBuilder("k");
    private final Buffer a = kernels.temporary("a", Shape.of(10));
    private final Buffer b = kernels.temporary("b", Shape.of(10));

    private static MemoryPlan plan(Model model) {
        return MemoryPlan.of(Lower.program(model));
    }

    /** Without margins and without windows spread out: no buffer is larger than its value. */
    private static MemoryPlan planOfValues(Model model) {
        return MemoryPlan.of(Lower.program(model, Thresholds.MEASURED.withoutCopies()));
    }

    private static BigInteger largestTwo(Model model) {
        return model.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .map(Value::type)
                .map(type -> type.shape().elements())
                .sorted(Comparator.reverseOrder())
                .limit(2)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Test
    void aResidualChainNeedsTwoArrays() {
        Model model = Networks.model(RESIDUAL
                + "model chain < input 8x12x12; conv 8 3 padding=1; repeat 9 < residual < basic 8 >; relu >;"
                + " flatten; dense 2 >");
        assertThat(planOfValues(model).arrays()).hasSize(2);
        assertThat(planOfValues(model).size()).isEqualTo(largestTwo(model));
    }

    /** The last value is read without margins and lies in an array of its own. */
    @Test
    void aResidualChainWithMarginsNeedsOneMore() {
        Model model = Networks.model(RESIDUAL
                + "model chain < input 8x12x12; conv 8 3 padding=1; repeat 9 < residual < basic 8 >; relu >;"
                + " flatten; dense 2 >");
        assertThat(plan(model).arrays()).hasSize(3);
        assertThat(plan(model).size()).isEqualTo(BigInteger.valueOf(2 * 8 * 14 * 14 + 8 * 12 * 12));
    }

    @Test
    void narrowingResidualBlocksStayNearTheLargestTwo() {
        Model model = Networks.model(RESIDUAL
                + "model stages < input 3x32x32; conv 8 3 padding=1; maxpool 2; repeat 2 < residual < basic 8 >; relu"
                + " >; widen 16; residual < basic 16 >; widen 32; residual < basic 32 >; flatten; dense 2 >");
        assertThat(planOfValues(model).size().doubleValue())
                .isLessThanOrEqualTo(1.2 * largestTwo(model).doubleValue());
    }

    @Test
    void whatIsReadElsewhereKeepsItsArray() {
        Index.Affine last = Index.of(9).minus(Index.of(i));
        kernels.map(List.of(i), load(x, Index.of(i)), at(a));
        kernels.map(List.of(i), load(a, last), at(b));
        kernels.map(List.of(i), load(b, Index.of(i)), at(y));
        assertThat(plan().slots().get(a)).isNotEqualTo(plan().slots().get(b));
    }

    @Test
    void aSumOverAValueKeepsItsArray() {
        Axis k = new Axis("k", Extent.of(3));
        kernels.map(List.of(i), load(x, Index.of(i)), at(a));
        kernels.reduce(List.of(i), List.of(k), Step.Reduction.SUM, load(a, Index.of(i)), sum -> sum, at(b));
        kernels.map(List.of(i), load(b, Index.of(i)), at(y));
        assertThat(plan().slots().get(a)).isNotEqualTo(plan().slots().get(b));
    }

    @Test
    void whatIsReadOnceMoreKeepsItsArray() {
        kernels.map(List.of(i), load(x, Index.of(i)), at(a));
        kernels.map(List.of(i), load(a, Index.of(i)), at(b));
        kernels.map(List.of(i), load(b, Index.of(i)).plus(load(a, Index.of(i))), at(y));
        assertThat(plan().slots().get(a)).isNotEqualTo(plan().slots().get(b));
    }

    @Test
    void aMapTakesTheArrayOfWhatItReadsLast() {
        kernels.map(List.of(i), load(x, Index.of(i)), at(a));
        kernels.map(List.of(i), load(a, Index.of(i)), at(b));
        kernels.map(List.of(i), load(b, Index.of(i)), at(y));
        assertThat(plan().slots().get(a)).isEqualTo(plan().slots().get(b));
    }

    private Expression load(Buffer buffer, Index index) {
        return new Expression.Load(Access.of(buffer, List.of(index)));
    }

    private Access at(Buffer buffer) {
        return Access.of(buffer, List.of(Index.of(i)));
    }

    private MemoryPlan plan() {
        List<Buffer> buffers = new ArrayList<>(List.of(x, y));
        buffers.addAll(kernels.buffers());
        return MemoryPlan.of(new Program(buffers, kernels.steps()));
    }
}
