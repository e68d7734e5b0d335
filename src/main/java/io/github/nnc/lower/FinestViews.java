package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shape of a temporary with as many dimensions as anyone sees in it: where one step writes {@code 6x10} and another
 * reads {@code 2x3x10}, the latter.
 */
final class FinestViews {

    /** More dimensions than any picture or volume has, with its channels in groups. */
    private static final int MOST_DIMENSIONS = 6;

    private FinestViews() {}

    /** Of all temporaries of two dimensions and more whose views are refined by one; in the order of the program. */
    static Map<Buffer, Shape> of(List<Step> steps) {
        Map<Buffer, Set<Shape>> views = new IdentityHashMap<>();
        List<Buffer> order = new ArrayList<>();
        for (Step.Nest nest : Reads.nests(steps)) {
            List<Access> accesses = new ArrayList<>(Reads.of(nest));
            accesses.add(nest.target());
            for (Access access : accesses) {
                Buffer buffer = access.buffer();
                if (buffer.role() == Buffer.Role.TEMPORARY && buffer.element() == Buffer.Element.FLOAT) {
                    views.computeIfAbsent(buffer, b -> {
                                order.add(b);
                                return new LinkedHashSet<>();
                            })
                            .add(access.view());
                }
            }
        }
        Map<Buffer, Shape> finest = new LinkedHashMap<>();
        for (Buffer buffer : order) {
            Shape shape = finest(views.get(buffer));
            if (shape.rank() >= 2 && shape.rank() <= MOST_DIMENSIONS) {
                finest.put(buffer, shape);
            }
        }
        return finest;
    }

    /** Of rank 0 where there is none. */
    private static Shape finest(Set<Shape> views) {
        Shape first = views.iterator().next();
        if (first.elements().bitLength() >= Long.SIZE) {
            return Shape.of();
        } else if (views.size() == 1) {
            return first;
        }
        TreeSet<Long> strides = new TreeSet<>();
        for (Shape view : views) {
            if (view.extents().stream().anyMatch(extent -> !extent.isFixed() || extent.max() < 2)) {
                return Shape.of();
            }
            strides.addAll(Strides.of(view).each());
        }
        List<Extent> extents = new ArrayList<>();
        long outer = first.elements().longValueExact();
        for (long stride : strides.descendingSet()) {
            if (outer % stride != 0) {
                return Shape.of();
            }
            extents.add(Extent.of(outer / stride));
            outer = stride;
        }
        return new Shape(extents);
    }
}
