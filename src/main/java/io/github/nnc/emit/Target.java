package io.github.nnc.emit;

/** What kernels are written for. */
public enum Target {
    /** Any JDK: loops that HotSpot turns into vector instructions by itself. */
    PLAIN,
    /** The same, and a companion class with kernels on the Vector API, which run where the module is. */
    VECTOR
}
