package io.github.nnc.tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The extents of a value, outermost first, without the batch; rank 0 is a single number. */
public record Shape(List<Extent> extents) {

    public Shape {
        extents = List.copyOf(extents);
    }

    public static Shape of(long... lengths) {
        return new Shape(Arrays.stream(lengths).mapToObj(Extent::of).toList());
    }

    public int rank() {
        return extents.size();
    }

    /** The extent of an axis; a negative axis counts from the end. */
    public Extent extent(int axis) {
        return extents.get(axis < 0 ? rank() + axis : axis);
    }

    public Extent last() {
        return extent(-1);
    }

    public boolean isFixed() {
        return extents.stream().allMatch(Extent::isFixed);
    }

    /** How many values there are at most, exact at any size. */
    public BigInteger elements() {
        BigInteger product = BigInteger.ONE;
        for (Extent extent : extents) {
            product = product.multiply(BigInteger.valueOf(extent.max()));
        }
        return product;
    }

    /** The same shape with another extent at one axis; a negative axis counts from the end. */
    public Shape with(int axis, Extent extent) {
        List<Extent> changed = new ArrayList<>(extents);
        changed.set(axis < 0 ? rank() + axis : axis, extent);
        return new Shape(changed);
    }

    /** The same dimensions, the last one first. */
    public Shape reversed() {
        List<Extent> turned = new ArrayList<>(extents);
        Collections.reverse(turned);
        return new Shape(turned);
    }

    /** What each call may choose, {@code n up to 512}; a length without a name, {@code ..512}, says it by itself. */
    public String bounds() {
        return extents.stream()
                .filter(extent -> !extent.isFixed() && !extent.toString().contains(".."))
                .distinct()
                .map(n -> n.min() == 1 ? n + " up to " + n.max() : n + " from " + n.min() + " to " + n.max())
                .collect(Collectors.joining(", "));
    }

    /** As people write it: {@code 1x28x28}; {@code n x 128} where a name stands in it. */
    @Override
    public String toString() {
        String separator = isFixed() ? "x" : " x ";
        return rank() == 0
                ? "one number"
                : extents.stream().map(Extent::toString).collect(Collectors.joining(separator));
    }
}
