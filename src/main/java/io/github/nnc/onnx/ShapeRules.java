package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Layers that move numbers and leave them as they are, and those that make one number of many along axes. */
final class ShapeRules {

    static final Map<String, OnnxRule> RULES = Map.ofEntries(
            Map.entry("flatten", OnnxRule.of(ShapeRules::flatten)),
            Map.entry("reshape", OnnxRule.of(ShapeRules::reshape)),
            Map.entry("squeeze", OnnxRule.of(ShapeRules::squeeze)),
            Map.entry("unsqueeze", OnnxRule.of(ShapeRules::unsqueeze)),
            Map.entry("transpose", OnnxRule.of(ShapeRules::transpose)),
            Map.entry("permute", OnnxRule.of(ShapeRules::permute)),
            Map.entry("slice", OnnxRule.of(ShapeRules::slice)),
            Map.entry("first", OnnxRule.of(at -> token(at, 0))),
            Map.entry("last", OnnxRule.of(at -> token(at, -1))),
            Map.entry("mean", OnnxRule.of(at -> reduce(at, "ReduceMean"))),
            Map.entry("sum", OnnxRule.of(at -> reduce(at, "ReduceSum"))),
            Map.entry("max", OnnxRule.of(at -> reduce(at, "ReduceMax"))),
            Map.entry("min", OnnxRule.of(at -> reduce(at, "ReduceMin"))),
            Map.entry("prod", OnnxRule.of(at -> reduce(at, "ReduceProd"))),
            Map.entry("logsumexp", OnnxRule.of(at -> reduce(at, "ReduceLogSumExp"))),
            Map.entry("index_select", OnnxRule.of(ShapeRules::indexSelect)),
            Map.entry("gather", OnnxRule.of(ShapeRules::gather)),
            Map.entry("cumsum", OnnxRule.of(ShapeRules::cumulativeSum)),
            Map.entry("topk", ShapeRules::largest),
            Map.entry("tile", OnnxRule.of(ShapeRules::tile)),
            Map.entry("argmax", OnnxRule.of(ShapeRules::argmax)));

    private ShapeRules() {}

    private static String flatten(Application at) {
        return at.shape().rank() == 1 ? at.x() : at.operator("Flatten", List.of(at.x()), Attributes.whole("axis", 1));
    }

    private static String reshape(Application at) {
        return at.operator("Reshape", at.x(), at.lengths().target(at.target().extents()));
    }

    private static String squeeze(Application at) {
        List<Extent> extents = at.shape().extents();
        List<Long> axes = at.arguments().wholes("axis");
        List<Long> dropped = new ArrayList<>(axes.stream().map(at::dimension).toList());
        for (int d = 0; d < extents.size() && axes.isEmpty(); d++) {
            if (extents.get(d).equals(Extent.of(1))) {
                dropped.add(d + 1L);
            }
        }
        return dropped.isEmpty()
                ? at.x()
                : at.operator("Squeeze", at.x(), at.graph().wholes(dropped));
    }

    private static String unsqueeze(Application at) {
        long axis =
                Application.dimension(at.arguments().whole("axis"), at.target().rank());
        return at.operator("Unsqueeze", at.x(), at.wholes(axis));
    }

    private static String transpose(Application at) {
        List<Long> order = order(at.shape().rank());
        Collections.swap(order, order.size() - 1, order.size() - 2);
        return at.operator("Transpose", List.of(at.x()), Attributes.wholes("perm", order));
    }

    private static String permute(Application at) {
        List<Long> order = new ArrayList<>(List.of(0L));
        at.arguments().wholes("axes").forEach(axis -> order.add(at.dimension(axis)));
        return at.operator("Transpose", List.of(at.x()), Attributes.wholes("perm", order));
    }

    /** All dimensions as they stand, the batch first. */
    private static List<Long> order(int rank) {
        return LongStream.rangeClosed(0, rank).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static String slice(Application at) {
        long step = at.arguments().whole("step");
        long start = at.arguments().optionalWhole("start").orElse(step < 0 ? Long.MAX_VALUE : 0);
        long end = at.arguments().optionalWhole("end").orElse(step < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        long axis = at.dimension(at.arguments().whole("axis"));
        return start == 0 && end == Long.MAX_VALUE && step == 1
                ? at.x()
                : at.operator("Slice", at.x(), at.wholes(start), at.wholes(end), at.wholes(axis), at.wholes(step));
    }

    private static String indexSelect(Application at) {
        String places = at.graph().wholes(at.arguments().wholes("index"));
        return at.operator(
                "Gather",
                List.of(at.x(), places),
                Attributes.whole("axis", at.dimension(at.arguments().whole("axis"))));
    }

    private static String tile(Application at) {
        List<Long> repeats = new ArrayList<>(at.arguments().sizes("repeats"));
        List<Long> added = new ArrayList<>();
        for (long d = 1; d <= repeats.size() - at.shape().rank(); d++) {
            added.add(d);
        }
        while (repeats.size() < at.target().rank() + 1) {
            repeats.add(0, 1L);
        }
        String value = added.isEmpty()
                ? at.x()
                : at.operator("Unsqueeze", at.x(), at.graph().wholes(added));
        return at.operator("Tile", value, at.graph().wholes(repeats));
    }

    private static String token(Application at, long place) {
        return at.operator("Gather", List.of(at.x(), at.graph().whole(place)), Attributes.whole("axis", 1));
    }

    private static String reduce(Application at, String type) {
        List<Long> axes =
                at.arguments().wholes("axis").stream().map(at::dimension).toList();
        String given = axes.isEmpty() ? at.wholes(1L) : at.graph().wholes(axes);
        return at.operator(type, List.of(at.x(), given), keep(at.arguments().flag("keepdim")));
    }

    private static String argmax(Application at) {
        long axis = at.dimension(at.arguments().optionalWhole("axis").orElse(-1));
        return at.operator("ArgMax", List.of(at.x()), Attributes.whole("axis", axis), keep(false));
    }

    private static String gather(Application at) {
        return at.operator(
                "GatherElements",
                List.of(at.x(), at.inputs().get(at.arguments().input("index").orElseThrow())),
                Attributes.whole("axis", at.dimension(at.arguments().whole("axis"))));
    }

    private static String cumulativeSum(Application at) {
        long axis = at.dimension(at.arguments().optionalWhole("axis").orElse(-1));
        return at.operator(
                "CumSum",
                List.of(at.x(), at.graph().whole(axis)),
                Attributes.whole("exclusive", at.arguments().flag("exclusive") ? 1 : 0),
                Attributes.whole("reverse", at.arguments().flag("reverse") ? 1 : 0));
    }

    private static List<String> largest(Application at) {
        long axis = at.dimension(at.arguments().optionalWhole("axis").orElse(-1));
        return at.operator(
                "TopK",
                List.of(at.x(), at.wholes(at.arguments().whole("k"))),
                2,
                Attributes.whole("axis", axis),
                Attributes.whole("largest", at.arguments().flag("largest") ? 1 : 0));
    }

    private static AttributeProto keep(boolean dimensions) {
        return Attributes.whole("keepdims", dimensions ? 1 : 0);
    }
}
