# For each account whose keys kms-rotation-gateway serves: the role that the gateway assumes, and in each Region the
# EventBridge rules that send changes of keys to the gateway's queue.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition        = data.aws_partition.current.partition
  account_id       = data.aws_caller_identity.current.account_id
  is_other_account = local.account_id != var.gateway_account_id

  push_regions = var.is_push_enabled ? var.regions : toset([])
  queue_arns = {
    for region in var.regions :
    region => "arn:${local.partition}:sqs:${region}:${var.gateway_account_id}:kms-rotation-gateway"
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "AssumeWithExternalId"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.gateway_role_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }

  statement {
    sid     = "NameTheCaller"
    actions = ["sts:SetSourceIdentity"]

    principals {
      type        = "AWS"
      identifiers = [var.gateway_role_arn]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Discover"
    actions   = ["kms:ListKeys", "kms:ListAliases"]
    resources = ["*"]
  }

  statement {
    sid = "Read"
    actions = [
      "kms:DescribeKey",
      "kms:GetKeyRotationStatus",
      "kms:GetKeyLastUsage",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
    ]
    resources = ["arn:${local.partition}:kms:*:${local.account_id}:key/*"]
  }
}

data "aws_iam_policy_document" "rotate" {
  statement {
    sid       = "Rotate"
    actions   = ["kms:RotateKeyOnDemand", "kms:EnableKeyRotation", "kms:DisableKeyRotation"]
    resources = ["arn:${local.partition}:kms:*:${local.account_id}:key/*"]
  }
}

resource "aws_iam_role" "gateway" {
  name               = "kms-rotation-gateway"
  description        = "Assumed by kms-rotation-gateway"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.gateway.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy" "rotate" {
  count = var.is_rotation_allowed ? 1 : 0

  name   = "rotate"
  role   = aws_iam_role.gateway.name
  policy = data.aws_iam_policy_document.rotate.json
}
