package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names for blocks: what the graph calls the modules, otherwise what is in them. */
final class BlockNames {

    /** Names of modules that say where they stand, not what they are. */
    private static final Set<String> GENERIC =
            Set.of("", "layer", "feature", "block", "module", "model", "net", "seq", "h", "x", "conv", "down", "up");

    private final Set<String> taken = new HashSet<>();

    /** Names that none of these have. */
    BlockNames(Set<String> taken) {
        this.taken.addAll(taken);
    }

    /**
     * A name for a block.
     *
     * @param modules of its calls; empty for a call that is no module
     */
    String name(Block block, List<Optional<String>> modules) {
        Set<String> said = modules.stream()
                .map(module -> module.map(BlockNames::kind).orElse(""))
                .collect(Collectors.toSet());
        String kind = said.size() == 1 ? said.iterator().next() : "";
        String base = GENERIC.contains(kind) ? content(block.body()) : kind;
        String name = base.endsWith("block") ? base : base + "_block";
        for (char letter = 'b'; !taken.add(name) && letter < 'z'; letter++) {
            name = base + "_block_" + letter;
        }
        return name;
    }

    /** The last word of a path without what numbers it: {@code inception} of {@code inception_4a}. */
    private static String kind(String module) {
        List<String> words = new ArrayList<>(List.of(module.split("[._]")));
        while (!words.isEmpty()) {
            String last = words.remove(words.size() - 1);
            if (last.matches("[A-Za-z]{2,}[0-9]*[a-z]?") || last.matches("[A-Za-z]+")) {
                return Labels.identifier(last.replaceAll("[0-9]+[a-z]?$|(?<=[^s])s$", ""))
                        .toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static String content(List<Part> body) {
        Set<String> layers = body.stream()
                .flatMap(Part::items)
                .map(item -> item.call().type().name())
                .collect(Collectors.toSet());
        boolean residual = body.stream().anyMatch(part -> part instanceof Part.Branches joined && joined.isResidual());
        if (layers.contains("attention")) {
            return layers.contains("dense") ? "transformer" : "attention";
        }
        if (residual) {
            return "residual";
        }
        boolean branches = body.stream().anyMatch(Part.Branches.class::isInstance);
        if (branches && layers.contains("add")) {
            return "projection";
        }
        if (branches && layers.contains("concat")) {
            return "concat";
        }
        return List.of("depthwise", "conv", "lstm", "gru", "rnn", "dense").stream()
                .filter(layers::contains)
                .findFirst()
                .orElse("step");
    }
}
