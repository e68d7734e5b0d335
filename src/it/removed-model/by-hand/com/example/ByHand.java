package com.example;

/** Not written by the plugin, so none of its business. */
final class ByHand {}
