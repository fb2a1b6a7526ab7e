variable "gateway_account_id" {
  description = "The account in which the gateway runs."
  type        = string
}

variable "gateway_role_arn" {
  description = "The gateway's own role."
  type        = string
}

variable "external_id" {
  description = "The externalId of the accounts file."
  type        = string
}

variable "regions" {
  description = "The Regions whose keys the gateway serves."
  type        = set(string)
}

variable "is_rotation_allowed" {
  description = "Whether the gateway may rotate keys and configure automatic rotation."
  type        = bool
  default     = true
}

variable "is_push_enabled" {
  description = "Whether changes of keys are sent to the gateway's queues."
  type        = bool
  default     = true
}
