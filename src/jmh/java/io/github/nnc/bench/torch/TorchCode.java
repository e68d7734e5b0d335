package io.github.nnc.bench.torch;

import io.github.nnc.layer.Window;
import io.github.nnc.layer.Windowed;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The statements of TorchScript that compute a model, by PyTorch's own operators; the batch stands in front. */
final class TorchCode {

    private final UnaryOperator<String> tensors;
    private final Map<Value, String> names = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** @param tensors the expression for a tensor of a name */
    TorchCode(UnaryOperator<String> tensors) {
        this.tensors = tensors;
    }

    /** @throws IllegalArgumentException if it has a layer without a rule here */
    List<String> lines(Model model) {
        names.put(model.inputs().get(0).value(), "x");
        for (Node node : model.nodes()) {
            names.put(node.outputs().get(0), let(expression(node)));
        }
        lines.add("return " + names.get(model.outputs().get(0).value()));
        return lines;
    }

    private String let(String expression) {
        String name = "v" + lines.size();
        lines.add(name + " = " + expression);
        return name;
    }

    private String expression(Node node) {
        String x = names.get(node.inputs().get(0));
        return switch (node.type().name()) {
            case "dense" -> "torch.linear(" + x + ", " + tensor(node, "weight") + ", " + tensor(node, "bias") + ")";
            case "conv" -> conv(node, x);
            case "batchnorm" -> batchnorm(node, x);
            case "layernorm" -> layernorm(node, x);
            case "maxpool" -> maxpool(node, x);
            case "global_avgpool" -> "torch.mean(" + x + ", [2, 3])";
            case "flatten" -> "torch.flatten(" + x + ", 1)";
            case "relu" -> "torch.relu(" + x + ")";
            case "relu6" -> "torch.hardtanh(" + x + ", 0., 6.)";
            case "softmax" -> "torch.softmax(" + x + ", -1)";
            case "dropout" -> x;
            case "add" -> "torch.add(" + x + ", " + names.get(node.inputs().get(1)) + ")";
            case "attention" -> attention(node, x);
            default ->
                throw new IllegalArgumentException("no rule for " + node.type().name());
        };
    }

    private String tensor(Node node, String name) {
        TensorUse use = node.tensors().get(name);
        return use == null ? "None" : tensors.apply(use.learned().orElseThrow().name());
    }

    private static String each(List<Window> windows, ToLongFunction<Window> number) {
        return windows.stream()
                .map(window -> Long.toString(number.applyAsLong(window)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<Window> windows(Node node) {
        return ((Windowed) node.layer()).windows(node.inputs().get(0).type().shape());
    }

    private String conv(Node node, String x) {
        List<Window> windows = windows(node);
        boolean even = windows.stream()
                .allMatch(
                        window -> window.padding().before() == window.padding().after());
        String padded = even ? x : let("torch.constant_pad_nd(" + x + ", " + sides(windows) + ")");
        return "torch.conv2d(" + padded + ", " + tensor(node, "weight") + ", " + tensor(node, "bias") + ", "
                + each(windows, Window::stride) + ", "
                + each(windows, window -> even ? window.padding().before() : 0) + ", "
                + each(windows, Window::dilation) + ", " + node.arguments().whole("groups") + ")";
    }

    /** Before and behind each axis, the last axis first. */
    private static String sides(List<Window> windows) {
        List<String> sides = new ArrayList<>();
        for (int i = windows.size() - 1; i >= 0; i--) {
            sides.add(Long.toString(windows.get(i).padding().before()));
            sides.add(Long.toString(windows.get(i).padding().after()));
        }
        return "[" + String.join(", ", sides) + "]";
    }

    private static String maxpool(Node node, String x) {
        List<Window> windows = windows(node);
        return "torch.max_pool2d(" + x + ", " + each(windows, Window::kernel) + ", " + each(windows, Window::stride)
                + ", " + each(windows, window -> window.padding().before()) + ", "
                + each(windows, Window::dilation) + ", False)";
    }

    private String batchnorm(Node node, String x) {
        return "torch.batch_norm(" + x + ", " + tensor(node, "weight") + ", " + tensor(node, "bias") + ", "
                + tensor(node, "running_mean") + ", " + tensor(node, "running_var") + ", False, 0.1, "
                + node.arguments().real("eps") + ", True)";
    }

    private String layernorm(Node node, String x) {
        return "torch.layer_norm(" + x + ", ["
                + node.inputs().get(0).type().shape().last().max() + "], " + tensor(node, "weight") + ", "
                + tensor(node, "bias") + ", " + node.arguments().real("eps") + ")";
    }

    /** Of tokens that look at each other, every one at all. */
    private String attention(Node node, String x) {
        Shape tokens = node.inputs().get(0).type().shape();
        long heads = node.arguments().whole("heads");
        long features = tokens.last().max();
        String all = let("torch.linear(" + x + ", " + tensor(node, "in_proj_weight") + ", "
                + tensor(node, "in_proj_bias") + ")");
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String part = let("torch.narrow(" + all + ", -1, " + i * features + ", " + features + ")");
            String split = let("torch.reshape(" + part + ", [-1, "
                    + tokens.extent(0).max() + ", " + heads + ", " + features / heads + "])");
            parts.add(let("torch.transpose(" + split + ", 1, 2)"));
        }
        String seen = let("torch.scaled_dot_product_attention(" + String.join(", ", parts) + ")");
        String together = let("torch.reshape(torch.transpose(" + seen + ", 1, 2), [-1, "
                + tokens.extent(0).max() + ", " + features + "])");
        return "torch.linear(" + together + ", " + tensor(node, "out_proj.weight") + ", "
                + tensor(node, "out_proj.bias") + ")";
    }
}
