package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same numbers under other dimensions. The batch, and what stands before it, must stay as it is. */
record Reshaping(Layers layers, Operand operand) {

    /** To dimensions that count the batch; one of them may be empty, which follows from the others. */
    Operand to(List<Optional<Extent>> wanted) {
        List<Extent> own = layers.extents(operand);
        List<Optional<Extent>> complete = inferred(own, wanted);
        if (isPutInFront(own, complete)) {
            return layers.inside(layers.flowing(operand), complete.subList(1, complete.size()))
                    .at(0);
        }
        if (operand instanceof Operand.Constant || !layers.flowing(operand).isBatched()) {
            boolean fixed = complete.stream()
                    .allMatch(extent -> extent.filter(Extent::isFixed).isPresent());
            if (fixed) {
                return layers.shaped(
                        operand,
                        complete.stream().map(extent -> extent.get().max()).toList());
            }
            return layers.inside(layers.flowing(operand), complete);
        }
        return batched(layers.flowing(operand), complete);
    }

    /** Whether the dimension of the only example, which another reshape has taken away, comes back. */
    private boolean isPutInFront(List<Extent> own, List<Optional<Extent>> wanted) {
        Extent one = Extent.of(1);
        return operand instanceof Flowing flowing
                && !flowing.isBatched()
                && layers.hasOneExample()
                && wanted.size() > 1
                && wanted.get(0).filter(one::equals).isPresent()
                && !own.isEmpty()
                && !own.get(0).equals(one);
    }

    private Flowing batched(Flowing x, List<Optional<Extent>> wanted) {
        List<Extent> own = layers.extents(x);
        int batch = x.batch();
        if (wanted.size() <= batch) {
            return mixed(x, wanted);
        }
        for (int i = 0; i <= batch; i++) {
            boolean same = wanted.get(i).filter(own.get(i)::equals).isPresent();
            boolean follows = i == batch && wanted.get(i).isEmpty() && keepsAll(x, wanted);
            if (!same && !follows) {
                return mixed(x, wanted);
            }
        }
        List<Optional<Extent>> inner = new ArrayList<>(wanted);
        inner.remove(batch);
        return layers.inside(x, inferred(x.shape().extents(), inner));
    }

    /** The dimensions of the only example; several would be mixed. */
    private Flowing mixed(Flowing x, List<Optional<Extent>> wanted) {
        if (!layers.batch().equals(Extent.of(1))) {
            throw new MixesBatch(layers.origin());
        }
        return layers.inside(x, wanted).at(-1);
    }

    /** Whether the dimensions beside the batch hold all numbers of an example. */
    private static boolean keepsAll(Flowing x, List<Optional<Extent>> wanted) {
        long product = 1;
        for (int i = 0; i < wanted.size(); i++) {
            if (i != x.batch()) {
                if (wanted.get(i).filter(Extent::isFixed).isEmpty()) {
                    return false;
                }
                product = Math.multiplyExact(product, wanted.get(i).get().max());
            }
        }
        return x.shape().isFixed() && x.shape().elements().equals(java.math.BigInteger.valueOf(product));
    }

    /** The dimension that is left open, where all lengths are known. */
    private static List<Optional<Extent>> inferred(List<Extent> own, List<Optional<Extent>> wanted) {
        boolean known = own.stream().allMatch(Extent::isFixed)
                && wanted.stream().flatMap(Optional::stream).allMatch(Extent::isFixed);
        int open = wanted.indexOf(Optional.<Extent>empty());
        if (!known || open < 0) {
            return wanted;
        }
        long all = Tensors.product(own.stream().map(Extent::max).toList());
        long others = Tensors.product(
                wanted.stream().flatMap(Optional::stream).map(Extent::max).toList());
        if (others == 0 || all % others != 0) {
            throw new Unsupported(all + " numbers cannot be laid out as " + wanted);
        }
        List<Optional<Extent>> complete = new ArrayList<>(wanted);
        complete.set(open, Optional.of(Extent.of(all / others)));
        return complete;
    }
}
