package io.github.nnc.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts operators behind those whose values they read, and otherwise leaves them as they stand (A. B. Kahn, "Topological
 * sorting of large networks", 1962, always with the first of those that are ready).
 */
final class OperatorOrder {

    private final List<Set<Integer>> needed;
    private final List<Integer> order = new ArrayList<>();
    private final int[] missing;

    /**
     * @param reads of each operator the names of the values it reads
     * @param makers of each value the operator that makes it; what is not in the map is there from the start
     */
    OperatorOrder(List<? extends Iterable<String>> reads, Map<String, Integer> makers) {
        needed = new ArrayList<>();
        List<List<Integer>> readers = new ArrayList<>();
        reads.forEach(names -> readers.add(new ArrayList<>()));
        missing = new int[reads.size()];
        for (int i = 0; i < reads.size(); i++) {
            Set<Integer> before = new HashSet<>();
            for (String name : reads.get(i)) {
                Integer maker = makers.get(name);
                if (maker != null && before.add(maker)) {
                    readers.get(maker).add(i);
                }
            }
            needed.add(before);
            missing[i] = before.size();
        }
        sort(readers);
    }

    private void sort(List<List<Integer>> readers) {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(next);
            for (int reader : readers.get(next)) {
                if (--missing[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
    }

    /** The operators that can run, in an order in which they can. */
    List<Integer> sorted() {
        return order;
    }

    /** Operators each of which waits for the one before it, and the first for the last; empty where there are none. */
    List<Integer> cycle() {
        if (order.size() == missing.length) {
            return List.of();
        }
        int start = 0;
        while (missing[start] == 0) {
            start++;
        }
        List<Integer> path = new ArrayList<>();
        Set<Integer> onPath = new HashSet<>();
        int at = start;
        while (onPath.add(at)) {
            path.add(at);
            at = needed.get(at).stream()
                    .filter(before -> missing[before] > 0)
                    .min(Integer::compare)
                    .orElseThrow();
        }
        List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        Collections.reverse(cycle);
        return cycle;
    }
}
