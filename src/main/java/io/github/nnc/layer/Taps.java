package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes over windows and over what each of them sees.
 *
 * @param places one axis over the windows for each axis of the input
 * @param taps one axis over the values that a window sees for each axis of the input
 * @param read where the input is read
 */
record Taps(List<Axis> places, List<Axis> taps, List<Index> read) {

    static Taps of(List<Window> windows, List<Extent> counts) {
        List<Axis> places = new ArrayList<>();
        List<Axis> taps = new ArrayList<>();
        List<Index> read = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            String letter = Spatial.axis(i, windows.size()).substring(0, 1);
            places.add(new Axis(letter, counts.get(i)));
            taps.add(new Axis("k" + letter, Extent.of(windows.get(i).kernel())));
            read.add(windows.get(i).index(places.get(i), taps.get(i)));
        }
        return new Taps(places, taps, read);
    }

    List<Index> tapIndices() {
        return taps.stream().<Index>map(Index::of).toList();
    }
}
