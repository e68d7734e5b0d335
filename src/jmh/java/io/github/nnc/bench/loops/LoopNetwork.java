package io.github.nnc.bench.loops;

import io.github.nnc.bench.loops.Loops.Image;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.layer.Windowed;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as steps over arrays, one step a layer; a length that varies is one token. */
final class LoopNetwork {

    private final Map<Value, float[]> values = new HashMap<>();
    private final Map<String, float[]> weights;
    private final List<Runnable> steps = new ArrayList<>();
    private final List<AttentionLoops> attentions = new ArrayList<>();
    private final int capacity;
    private final float[] input;
    private final float[] output;
    private int id;

    /**
     * @param weights by name
     * @param capacity of the tokens that are kept from call to call, where they are
     */
    LoopNetwork(Model model, Map<String, float[]> weights, int capacity) {
        this.weights = weights;
        this.capacity = capacity;
        input = array(model.inputs().get(0).value());
        for (Node node : model.nodes()) {
            add(node);
        }
        output = array(model.outputs().get(0).value());
    }

    void forward(float[] x, int xAt, float[] y, int yAt) {
        System.arraycopy(x, xAt, input, 0, input.length);
        run(y, yAt);
    }

    void forward(int token, float[] y, int yAt) {
        id = token;
        run(y, yAt);
    }

    void reset() {
        attentions.forEach(AttentionLoops::reset);
    }

    private void run(float[] y, int yAt) {
        for (Runnable step : steps) {
            step.run();
        }
        System.arraycopy(output, 0, y, yAt, output.length);
    }

    private float[] array(Value value) {
        return values.computeIfAbsent(
                value, v -> new float[Checked.size(v.type().shape().extents())]);
    }

    private float[] weight(Node node, String name) {
        TensorUse use = node.tensors().get(name);
        return use == null ? null : weights.get(use.learned().orElseThrow().name());
    }

    private static int last(Value value) {
        return (int) value.type().shape().last().max();
    }

    private static int channels(Value value) {
        return (int) value.type().shape().extent(0).max();
    }

    private static Image image(Value value) {
        List<Extent> extents = value.type().shape().extents();
        return new Image((int) extents.get(0).max(), (int) extents.get(1).max(), (int)
                extents.get(2).max());
    }

    private static Loops.Window window(Node node) {
        var windows =
                ((Windowed) node.layer()).windows(node.inputs().get(0).type().shape());
        return new Loops.Window(
                (int) windows.get(0).kernel(),
                (int) windows.get(1).kernel(),
                (int) windows.get(0).stride(),
                (int) windows.get(0).padding().before(),
                (int) windows.get(1).padding().before());
    }

    private void add(Node node) {
        Value from = node.inputs().get(0);
        float[] x = array(from);
        if (List.of("flatten", "dropout", "last").contains(node.type().name())) {
            values.put(node.outputs().get(0), x);
            return;
        }
        float[] y = array(node.outputs().get(0));
        steps.add(
                switch (node.type().name()) {
                    case "dense" -> dense(node, x, y);
                    case "conv" -> conv(node, x, y);
                    case "batchnorm" -> batchnorm(node, x, y);
                    case "layernorm" -> layernorm(node, x, y);
                    case "rmsnorm" -> rmsnorm(node, x, y);
                    case "attention" -> attention(node, x, y);
                    case "embedding" ->
                        embedding(weight(node, "weight"), last(node.outputs().get(0)), y);
                    case "maxpool" -> maxpool(node, x, y);
                    case "global_avgpool" ->
                        () -> Loops.average(x, y.length, image(from).area(), y);
                    case "relu" -> () -> Loops.relu(x, y);
                    case "relu6" -> () -> Loops.clip(x, 6, y);
                    case "silu" -> () -> Loops.silu(x, y);
                    case "softmax" -> softmax(x, y);
                    case "add", "mul" ->
                        join(node.type().name(), x, array(node.inputs().get(1)), y);
                    default ->
                        throw new IllegalArgumentException(
                                "no loops for " + node.type().name());
                });
    }

    private Runnable dense(Node node, float[] x, float[] y) {
        int in = last(node.inputs().get(0));
        int out = last(node.outputs().get(0));
        float[] weight = weight(node, "weight");
        float[] bias = weight(node, "bias");
        return () -> Loops.dense(x, x.length / in, in, weight, bias, out, y);
    }

    private Runnable conv(Node node, float[] x, float[] y) {
        Image from = image(node.inputs().get(0));
        Image to = image(node.outputs().get(0));
        Loops.Window window = window(node);
        int groups = (int) node.arguments().whole("groups");
        float[] weight = weight(node, "weight");
        float[] bias = weight(node, "bias");
        return () -> Loops.conv(x, from, weight, bias, window, groups, y, to);
    }

    private Runnable maxpool(Node node, float[] x, float[] y) {
        Image from = image(node.inputs().get(0));
        Image to = image(node.outputs().get(0));
        Loops.Window window = window(node);
        return () -> Loops.maxpool(x, from, window, y, to);
    }

    private Runnable batchnorm(Node node, float[] x, float[] y) {
        int channels = channels(node.inputs().get(0));
        float[] factor = new float[channels];
        float[] summand = new float[channels];
        for (int c = 0; c < channels; c++) {
            double deviation =
                    Math.sqrt(weight(node, "running_var")[c] + node.arguments().real("eps"));
            factor[c] = (float) (weight(node, "weight")[c] / deviation);
            summand[c] = weight(node, "bias")[c] - weight(node, "running_mean")[c] * factor[c];
        }
        return () -> Loops.scale(x, x.length / channels, factor, summand, y);
    }

    private Runnable layernorm(Node node, float[] x, float[] y) {
        int width = last(node.inputs().get(0));
        float[] weight = weight(node, "weight");
        float[] bias = weight(node, "bias");
        double eps = node.arguments().real("eps");
        return () -> Loops.layernorm(x, x.length / width, width, weight, bias, eps, y);
    }

    private Runnable rmsnorm(Node node, float[] x, float[] y) {
        int width = last(node.inputs().get(0));
        float[] weight = weight(node, "weight");
        double eps = node.arguments().real("eps");
        return () -> Loops.rmsnorm(x, x.length / width, width, weight, eps, y);
    }

    private Runnable embedding(float[] table, int features, float[] y) {
        return () -> System.arraycopy(table, id * features, y, 0, features);
    }

    private static Runnable softmax(float[] x, float[] y) {
        return () -> {
            System.arraycopy(x, 0, y, 0, y.length);
            Loops.softmax(y, 0, y.length);
        };
    }

    private static Runnable join(String name, float[] a, float[] b, float[] y) {
        return name.equals("add") ? () -> Loops.add(a, b, y) : () -> Loops.multiply(a, b, y);
    }

    private Runnable attention(Node node, float[] x, float[] y) {
        int features = last(node.inputs().get(0));
        int heads = (int) node.arguments().whole("heads");
        int keyHeads = (int) node.arguments().optionalWhole("kv_heads").orElse(heads);
        boolean carry = node.arguments().flag("carry");
        int tokens = x.length / features;
        AttentionLoops.Sizes sizes = new AttentionLoops.Sizes(
                tokens,
                features,
                heads,
                keyHeads,
                carry ? capacity : tokens,
                carry,
                node.arguments().word("rotary").equals("interleaved"));
        AttentionLoops attention = new AttentionLoops(sizes, projections(node, features));
        attentions.add(attention);
        return () -> attention.run(x, y);
    }

    private AttentionLoops.Projections projections(Node node, int features) {
        float[] packed = weight(node, "in_proj_weight");
        if (packed == null) {
            float[][] apart = {
                weight(node, "q_proj.weight"),
                weight(node, "k_proj.weight"),
                weight(node, "v_proj.weight"),
                weight(node, "o_proj.weight")
            };
            return new AttentionLoops.Projections(apart, new float[4][]);
        }
        float[] bias = weight(node, "in_proj_bias");
        float[][] rows = new float[4][];
        float[][] biases = new float[4][];
        for (int i = 0; i < 3; i++) {
            rows[i] = Arrays.copyOfRange(packed, i * features * features, (i + 1) * features * features);
            biases[i] = Arrays.copyOfRange(bias, i * features, (i + 1) * features);
        }
        rows[3] = weight(node, "out_proj.weight");
        biases[3] = weight(node, "out_proj.bias");
        return new AttentionLoops.Projections(rows, biases);
    }
}
