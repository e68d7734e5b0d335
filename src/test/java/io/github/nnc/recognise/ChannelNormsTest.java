package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Norms of channels and of groups of them. */
class ChannelNormsTest {

    @Test
    void findsGroupsAmongTheChannelsOfInstanceNorms() {
        OnnxGraph full = grouped(3)
                .weights("w", 6, 1, 1)
                .weights("b", 6, 1, 1)
                .operator("Mul", "n w", "m")
                .node("Add", "m b")
                .output("y");
        OnnxGraph plain = grouped(3).node("Identity", "n").output("y");
        OnnxGraph factors =
                grouped(2).weights("w", 1, 6, 1, 1).node("Mul", "w n").output("y");
        assertEquals(List.of("input 6x4x5", "groupnorm 3 eps=0.001"), full.statements());
        assertEquals(List.of("input 6x4x5", "groupnorm 3 eps=0.001 affine=false"), plain.statements());
        assertEquals(List.of("input 6x4x5", "groupnorm 2 eps=0.001"), factors.statements());
        OnnxRuntime.agrees(List.of(full, plain, factors));
    }

    @Test
    void foldsWhatFollowsIntoLearnedNumbers() {
        OnnxGraph graph = OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .weights("s", 3)
                .weights("t", 3)
                .weights("w", 3, 1, 1)
                .weights("b", 3, 1, 1)
                .operator("InstanceNormalization", "x s t", "n")
                .operator("Mul", "n w", "m")
                .operator("Add", "b m", "a")
                .node("Mul", "a w")
                .output("y");
        assertEquals(List.of("input 3x4x5", "instancenorm affine"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    @Test
    void leavesOutWhatChangesNothing() {
        OnnxGraph plain = instance(List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));
        OnnxGraph shifted = instance(List.of(1.0, 1.0, 1.0), List.of(0.0, 0.5, 0.0));
        OnnxGraph scaled = instance(List.of(1.0, 2.0, 1.0), List.of(0.0, 0.0, 0.0));
        assertEquals(List.of("input 3x4x5", "instancenorm"), plain.statements());
        assertEquals(List.of("input 3x4x5", "instancenorm affine"), shifted.statements());
        assertEquals(List.of("input 3x4x5", "instancenorm affine"), scaled.statements());
        OnnxRuntime.agrees(List.of(plain, shifted, scaled));
    }

    @Test
    void leavesOtherNumbersAndOtherShapesAlone() {
        OnnxGraph places = grouped(3).weights("w", 5).node("Mul", "n w").output("y");
        OnnxGraph torn = normed(4).node("Identity", "i").output("y");
        OnnxGraph uneven =
                normed(4).wholes("back", 2, 6, 4, 5).node("Reshape", "i back").output("y");
        assertEquals(
                List.of("w: parameter 1x1x5", "input 6x4x5", "groupnorm 3 eps=0.001 affine=false", "mul w"),
                places.statements());
        for (OnnxGraph graph : List.of(torn, uneven)) {
            assertFalse(graph.text().contains("groupnorm"), graph.text());
        }
        OnnxRuntime.agrees(List.of(places, torn, uneven));
    }

    @Test
    void keepsWhatOthersRead() {
        OnnxGraph graph = grouped(3).operator("Relu", "n", "y").output("y", "i");
        assertFalse(graph.text().contains("groupnorm"));
        OnnxRuntime.agrees(List.of(graph));
    }

    private static OnnxGraph instance(List<Double> factors, List<Double> summands) {
        return OnnxGraph.of(13)
                .input("x", 2, 3, 4, 5)
                .floats("s", List.of(3L), numbers(factors))
                .floats("t", List.of(3L), numbers(summands))
                .node("InstanceNormalization", "x s t")
                .output("y");
    }

    private static double[] numbers(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static OnnxGraph grouped(int groups) {
        return normed(groups).wholes("back", 2, 6, 4, 5).operator("Reshape", "i back", "n");
    }

    private static OnnxGraph normed(int groups) {
        double[] ones = new double[groups];
        Arrays.fill(ones, 1);
        return OnnxGraph.of(13)
                .input("x", 2, 6, 4, 5)
                .wholes("rows", 2, groups, -1)
                .floats("s", List.of((long) groups), ones)
                .floats("t", List.of((long) groups), new double[groups])
                .operator("Reshape", "x rows", "r")
                .operator("InstanceNormalization", "r s t", "i", "epsilon", 0.001);
    }
}
