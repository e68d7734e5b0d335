package io.github.nnc.emit;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a model computes, apart from how it is written. */
final class Architecture {

    private Architecture() {}

    /** A digest of the nodes, their arguments and how they are connected. */
    static String identity(Model model) {
        StringBuilder text = new StringBuilder();
        Map<Value, Integer> numbers = new IdentityHashMap<>();
        for (Model.Input input : model.inputs()) {
            numbers.put(input.value(), numbers.size());
            text.append("input ").append(input.value().type()).append('\n');
        }
        for (Node node : model.nodes()) {
            text.append(node.path()).append(' ').append(node.type().name());
            text.append(new TreeMap<>(node.arguments().values()));
            node.inputs().forEach(value -> text.append(' ').append(numbers.get(value)));
            node.outputs().forEach(value -> numbers.put(value, numbers.size()));
            text.append('\n');
        }
        model.outputs().forEach(output -> text.append("output ").append(numbers.get(output.value())));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
