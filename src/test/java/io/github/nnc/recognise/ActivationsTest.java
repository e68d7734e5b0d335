package io.github.nnc.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nnc.operators.OnnxGraph;
import io.github.nnc.operators.OnnxRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Activations in steps: found in what exporters write, and not in what only looks like it. */
class ActivationsTest {

    @Test
    void findsGelu() {
        Map<OnnxGraph, String> graphs = new LinkedHashMap<>();
        graphs.put(exact("Div", Math.sqrt(2), 0.5), "gelu");
        graphs.put(exact("Mul", Math.sqrt(0.5), 0.5), "gelu");
        graphs.put(
                start().floats("c", List.of(), Math.sqrt(2))
                        .floats("h", List.of(1L), 0.5)
                        .operator("Mul", "h x", "a")
                        .operator("Div", "x c", "b")
                        .operator("Erf", "b", "e")
                        .operator("Add", "one e", "f")
                        .node("Mul", "f a")
                        .output("y"),
                "gelu");
        graphs.put(hyperbolic(0.044715), "gelu approximate=tanh");
        graphs.put(fast(), "gelu approximate=tanh");
        found(graphs);
    }

    @Test
    void findsActivationsOfSigmoidsAndLines() {
        Map<OnnxGraph, String> graphs = new LinkedHashMap<>();
        graphs.put(start().operator("Sigmoid", "x", "s").node("Mul", "s x").output("y"), "silu");
        graphs.put(
                start().operator("Neg", "x", "n")
                        .operator("Exp", "n", "e")
                        .operator("Add", "e one", "d")
                        .node("Div", "x d")
                        .output("y"),
                "silu");
        graphs.put(
                start().operator("Softplus", "x", "s")
                        .operator("Tanh", "s", "t")
                        .node("Mul", "x t")
                        .output("y"),
                "mish");
        graphs.put(
                start().operator("Exp", "x", "e")
                        .operator("Add", "e one", "s")
                        .node("Log", "s")
                        .output("y"),
                "softplus");
        graphs.put(
                start().operator("Abs", "x", "a")
                        .operator("Add", "one a", "s")
                        .node("Div", "x s")
                        .output("y"),
                "softsign");
        graphs.put(
                start().floats("c", List.of(), 0.2)
                        .operator("Mul", "c x", "m")
                        .node("Max", "m x")
                        .output("y"),
                "leaky_relu negative_slope=0.2");
        graphs.put(hard(3, 6, true), "hard_swish");
        graphs.put(hard(3, 6, false), "hard_sigmoid");
        found(graphs);
    }

    @Test
    void leavesOtherNumbersAlone() {
        List<OnnxGraph> graphs = List.of(
                exact("Div", 1.5, 0.5),
                exact("Div", Math.sqrt(2), 0.25),
                hyperbolic(0.04),
                hard(2, 6, true),
                hard(3, 5, false),
                start().floats("c", List.of(), 1.2)
                        .operator("Mul", "c x", "m")
                        .node("Max", "m x")
                        .output("y"));
        graphs.forEach(graph -> assertEquals(true, graph.statements().size() > 2, () -> graph.statements() + ""));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void keepsWhatOthersRead() {
        OnnxGraph graph = start().operator("Sigmoid", "x", "s")
                .operator("Mul", "x s", "y")
                .output("y", "s");
        assertEquals(List.of("x: input 3", "s: sigmoid", "y: mul x", "output y, s"), graph.statements());
        OnnxRuntime.agrees(List.of(graph));
    }

    private static void found(Map<OnnxGraph, String> graphs) {
        graphs.forEach((graph, layer) -> assertEquals(List.of("input 3", layer), graph.statements()));
        OnnxRuntime.agrees(new ArrayList<>(graphs.keySet()));
    }

    private static OnnxGraph start() {
        return OnnxGraph.of(13).input("x", 2, 3).floats("one", List.of(), 1);
    }

    private static OnnxGraph exact(String scaling, double by, double half) {
        return start().floats("c", List.of(), by)
                .floats("h", List.of(), half)
                .operator(scaling, "x c", "a")
                .operator("Erf", "a", "e")
                .operator("Add", "e one", "f")
                .operator("Mul", "x f", "g")
                .node("Mul", "g h")
                .output("y");
    }

    private static OnnxGraph hyperbolic(double bend) {
        return start().floats("bend", List.of(), bend)
                .floats("root", List.of(), Math.sqrt(2 / Math.PI))
                .floats("h", List.of(), 0.5)
                .floats("three", List.of(), 3)
                .operator("Pow", "x three", "a")
                .operator("Mul", "a bend", "b")
                .operator("Add", "x b", "c")
                .operator("Mul", "c root", "d")
                .operator("Tanh", "d", "e")
                .operator("Add", "e one", "f")
                .operator("Mul", "x h", "g")
                .node("Mul", "g f")
                .output("y");
    }

    /** As Hugging Face's fast GELU puts it. */
    private static OnnxGraph fast() {
        return start().floats("bend", List.of(), 0.044715)
                .floats("root", List.of(), 0.7978845608)
                .floats("h", List.of(), 0.5)
                .operator("Mul", "x h", "a")
                .operator("Mul", "x root", "b")
                .operator("Mul", "x bend", "c")
                .operator("Mul", "c x", "d")
                .operator("Add", "d one", "e")
                .operator("Mul", "b e", "f")
                .operator("Tanh", "f", "g")
                .operator("Add", "g one", "i")
                .node("Mul", "a i")
                .output("y");
    }

    private static OnnxGraph hard(double shift, double top, boolean swish) {
        OnnxGraph graph = start().floats("shift", List.of(), shift)
                .floats("zero", List.of(), 0)
                .floats("top", List.of(), top)
                .floats("six", List.of(), 6)
                .operator("Add", "x shift", "a")
                .operator("Clip", "a zero top", "b");
        return swish
                ? graph.operator("Mul", "x b", "c").node("Div", "c six").output("y")
                : graph.node("Div", "b six").output("y");
    }
}
