// The one import that a practitioner writes.
@_exported public import Catalog
@_exported public import Collecting
@_exported public import Images
@_exported public import Plots
@_exported public import SystemPackage
@_exported public import Torch
@_exported public import TorchNN
@_exported public import Training
@_exported public import Vision
