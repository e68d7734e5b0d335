package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds statements that recur with other numbers, in bodies as well, and makes blocks of them: again and again those
 * that save most lines, so that blocks may call others.
 */
final class BlockFinder {

    /** Pieces of more parts are left to repetitions. */
    private static final int MOST_PARTS = 24;

    private final Predicate<Item> closed;
    private final Predicate<Item> referred;
    private final Predicate<Collection<Item>> torn;
    private final List<Block> blocks = new ArrayList<>();
    private List<Part> parts;

    /**
     * Finds in a chain.
     *
     * @param closed whether a statement reads nothing by name, and shares no tensor
     * @param referred whether something names a statement
     * @param torn whether statements are neither whole modules of the graph nor within one
     */
    BlockFinder(List<Part> parts, Predicate<Item> closed, Predicate<Item> referred, Predicate<Collection<Item>> torn) {
        this.parts = parts;
        this.closed = closed;
        this.referred = referred;
        this.torn = torn;
    }

    /** The chain with calls, and the blocks by number. */
    record Found(List<Part> parts, List<Block> blocks) {}

    Found found() {
        Optional<Candidate> best = best();
        while (best.isPresent()) {
            apply(best.get());
            best = best();
        }
        return new Found(parts, List.copyOf(blocks));
    }

    private Optional<Candidate> best() {
        Candidate best = null;
        for (List<Candidate.Use> uses : alike().values()) {
            if (uses.size() > 1 && Candidate.mostSaved(uses) > (best == null ? 0 : best.gain())) {
                Candidate candidate = candidate(uses);
                best = candidate.gain() > (best == null ? 0 : best.gain()) ? candidate : best;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Without the uses that differ from others in what others have in common, where that saves more. */
    private Candidate candidate(List<Candidate.Use> uses) {
        Candidate best = Candidate.of(uses, blocks);
        boolean better = true;
        while (better) {
            better = false;
            for (Candidate other : best.withoutOutliers()) {
                if (other.gain() > best.gain()) {
                    best = other;
                    better = true;
                }
            }
        }
        return best;
    }

    /** The pieces of all sites by their shapes, none of which overlap. */
    private Map<List<Integer>, List<Candidate.Use>> alike() {
        Map<List<Integer>, List<Candidate.Use>> alike = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Candidate.Site site : sites()) {
            List<Integer> shapes = site.parts().stream()
                    .map(part ->
                            Outline.of(List.of(part), blocks, site.spelled()).shape())
                    .map(shape -> numbers.computeIfAbsent(shape, s -> numbers.size()))
                    .toList();
            for (int start = 0; start < shapes.size(); start++) {
                int most = Math.min(MOST_PARTS, shapes.size() - start);
                for (int length = 1; length <= most && continues(site.parts(), start, length); length++) {
                    Candidate.Use use = new Candidate.Use(site, start, length);
                    List<Candidate.Use> uses = alike.computeIfAbsent(
                            List.copyOf(shapes.subList(start, start + length)), s -> new ArrayList<>());
                    boolean repeats = length == 1 && site.parts().get(start) instanceof Part.Repeat;
                    boolean apart = uses.isEmpty() || isApart(uses.get(uses.size() - 1), use);
                    if (!repeats && apart && !torn.test(use.items())) {
                        uses.add(use);
                    }
                }
            }
        }
        return alike;
    }

    private static boolean isApart(Candidate.Use before, Candidate.Use use) {
        return before.site() != use.site() || before.start() + before.length() <= use.start();
    }

    /** Whether the last part of a piece may be part of a block with those before it. */
    private boolean continues(List<Part> chain, int start, int length) {
        Part part = chain.get(start + length - 1);
        boolean follows = length == 1
                || part.from().isEmpty()
                        && !referred.test(chain.get(start + length - 2).last());
        Item last = part.last();
        return follows && part.items().allMatch(item -> closed.test(item) && (item == last || !referred.test(item)));
    }

    private List<Candidate.Site> sites() {
        List<Candidate.Site> sites = new ArrayList<>();
        collect(parts, Map.of(), sites);
        blocks.forEach(block -> collect(block.body(), block.spelled(), sites));
        return sites;
    }

    private static void collect(
            List<Part> chain, Map<Item, Map<String, String>> spelled, Collection<Candidate.Site> sites) {
        sites.add(new Candidate.Site(chain, spelled));
        for (Part part : chain) {
            if (part instanceof Part.Branches joined) {
                joined.branches().forEach(branch -> collect(branch, spelled, sites));
            } else if (part instanceof Part.Repeat repeat) {
                collect(repeat.iterations().get(0), spelled, sites);
            }
        }
    }

    private void apply(Candidate candidate) {
        BlockCalls calls = new BlockCalls(blocks.size(), blocks);
        for (int i = 0; i < candidate.uses().size(); i++) {
            Candidate.Use use = candidate.uses().get(i);
            calls.add(
                    use.site().parts(),
                    use.start(),
                    use.length(),
                    candidate.parameters().arguments().get(i));
        }
        Block block = block(candidate);
        parts = calls.in(parts);
        List<Block> others = blocks.stream()
                .map(other -> other.withBody(calls.in(other.body())))
                .toList();
        blocks.clear();
        blocks.addAll(others);
        blocks.add(block);
    }

    private Block block(Candidate candidate) {
        Candidate.Use use = candidate.uses().get(0);
        List<Outline.Amount> amounts =
                Outline.of(use.parts(), blocks, use.site().spelled()).amounts();
        Map<Item, Map<String, String>> spelled = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            Outline.Amount amount = amounts.get(i);
            Optional<String> text = candidate.parameters().texts().get(i);
            if (amount.statement().isEmpty()) {
                texts.add(text.orElse(amount.text()));
            } else if (text.isPresent()) {
                spelled.computeIfAbsent(amount.statement().get(), item -> new HashMap<>())
                        .put(amount.name(), text.get());
            }
        }
        Iterator<String> rest = texts.iterator();
        List<Part> body = use.parts().stream().map(part -> given(part, rest)).toList();
        return new Block(candidate.parameters().parameters(), body, spelled);
    }

    /** A part whose calls have other arguments, in the order in which they are written. */
    private Part given(Part part, Iterator<String> arguments) {
        if (part instanceof Part.Call call) {
            Map<String, String> given = new HashMap<>();
            blocks.get(call.block()).parameters().forEach(parameter -> given.put(parameter.name(), arguments.next()));
            return new Part.Call(call.block(), given, call.body());
        }
        if (part instanceof Part.Branches joined) {
            return new Part.Branches(
                    joined.join(),
                    joined.branches().stream()
                            .map(branch -> branch.stream()
                                    .map(inner -> given(inner, arguments))
                                    .toList())
                            .toList());
        }
        if (part instanceof Part.Repeat repeat) {
            List<List<Part>> iterations = new ArrayList<>(repeat.iterations());
            iterations.set(
                    0,
                    iterations.get(0).stream()
                            .map(inner -> given(inner, arguments))
                            .toList());
            return new Part.Repeat(iterations);
        }
        return part;
    }
}
