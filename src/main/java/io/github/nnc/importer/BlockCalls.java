package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts the calls of a block in the place of pieces of chains, and of those that are written by the same statements. */
final class BlockCalls {

    private final int block;
    private final List<Block> blocks;
    private final Map<List<Part>, List<Place>> places = new IdentityHashMap<>();

    private record Place(int start, int length, Map<String, String> arguments) {}

    /**
     * Calls that are going to be put.
     *
     * @param block its number
     * @param blocks those there are so far, by number
     */
    BlockCalls(int block, List<Block> blocks) {
        this.block = block;
        this.blocks = List.copyOf(blocks);
    }

    /** Puts a call in the place of a piece of a chain that is written; pieces come in their order. */
    void add(List<Part> written, int start, int length, Map<String, String> arguments) {
        places.computeIfAbsent(written, chain -> new ArrayList<>()).add(new Place(start, length, arguments));
    }

    /** A written chain with the calls. */
    List<Part> in(List<Part> written) {
        return in(written, written);
    }

    /** A chain with the calls that the written one has that stands for it. */
    private List<Part> in(List<Part> chain, List<Part> written) {
        List<Part> inner = IntStream.range(0, chain.size())
                .mapToObj(i -> in(chain.get(i), written.get(i)))
                .toList();
        List<Part> put = new ArrayList<>();
        int at = 0;
        for (Place place : places.getOrDefault(written, List.of())) {
            put.addAll(inner.subList(at, place.start));
            at = place.start + place.length;
            put.add(new Part.Call(block, place.arguments, inner.subList(place.start, at)));
        }
        put.addAll(inner.subList(at, inner.size()));
        return List.copyOf(put);
    }

    private Part in(Part part, Part written) {
        if (part instanceof Part.Branches joined) {
            List<List<Part>> branches = ((Part.Branches) written).branches();
            return new Part.Branches(
                    joined.join(),
                    IntStream.range(0, branches.size())
                            .mapToObj(i -> in(joined.branches().get(i), branches.get(i)))
                            .toList());
        }
        if (part instanceof Part.Repeat repeat) {
            List<Part> first = ((Part.Repeat) written).iterations().get(0);
            return new Part.Repeat(repeat.iterations().stream()
                    .map(iteration -> in(iteration, first))
                    .toList());
        }
        if (part instanceof Part.Call call) {
            return new Part.Call(
                    call.block(),
                    call.arguments(),
                    in(call.body(), blocks.get(call.block()).body()));
        }
        return part;
    }
}
