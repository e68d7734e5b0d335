package com.example;

/** Stands for a class that an earlier build generated. */
final class Kept {}
