package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pieces of one shape that might become calls of a block.
 *
 * @param amounts of each piece
 * @param gain how many lines a block saves, less one for each parameter beyond two; below 0 where it is not readable
 */
record Candidate(List<Use> uses, List<List<Outline.Amount>> amounts, BlockParameters parameters, int gain) {

    /** A chain that is written, and what is spelled in it. */
    record Site(List<Part> parts, Map<Item, Map<String, String>> spelled) {}

    /** Some parts of a site. */
    record Use(Site site, int start, int length) {

        List<Part> parts() {
            return site.parts.subList(start, start + length);
        }

        List<Item> items() {
            return parts().stream().flatMap(Part::items).toList();
        }
    }

    static Candidate of(List<Use> uses, List<Block> blocks) {
        return of(
                uses,
                uses.stream()
                        .map(use -> Outline.of(use.parts(), blocks, use.site.spelled)
                                .amounts())
                        .toList(),
                0);
    }

    private static Candidate of(List<Use> uses, List<List<Outline.Amount>> amounts, int dropped) {
        BlockParameters parameters = BlockParameters.of(amounts);
        int count = parameters.parameters().size();
        int statements = uses.get(0).items().size();
        boolean readable = statements > 1 && count <= Math.max(3, statements * 3 / 4);
        int gain = mostSaved(uses) - Math.max(0, count - 2);
        return new Candidate(uses, amounts, parameters, readable ? gain : -count - dropped);
    }

    /** How many lines a block saves that has as few parameters as can be. */
    static int mostSaved(List<Use> uses) {
        int lines = Lines.of(uses.get(0).parts());
        return uses.size() * (lines - 1) - lines - 2;
    }

    /** The same without the pieces that have some number at some place, for all numbers that fewer than half have. */
    List<Candidate> withoutOutliers() {
        List<Candidate> others = new ArrayList<>();
        Set<List<Integer>> tried = new HashSet<>();
        for (int place = 0; place < amounts.get(0).size(); place++) {
            for (List<Outline.Amount> odd : amounts) {
                String text = odd.get(place).text();
                List<Integer> kept = keeping(place, text);
                if (kept.size() > 1 && kept.size() < uses.size() && kept.size() * 2 > uses.size() && tried.add(kept)) {
                    others.add(of(
                            kept.stream().map(uses::get).toList(),
                            kept.stream().map(amounts::get).toList(),
                            1));
                }
            }
        }
        return others;
    }

    /** The pieces that have another number at a place. */
    private List<Integer> keeping(int place, String text) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            if (!amounts.get(i).get(place).text().equals(text)) {
                kept.add(i);
            }
        }
        return kept;
    }
}
