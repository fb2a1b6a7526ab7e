import { DirectiveLocation, GraphQLDirective, GraphQLNonNull, GraphQLSchema, isEnumType } from 'graphql'

/** Declares what the fields' permissions are printed as. */
export function withDirectives(schema: GraphQLSchema): GraphQLSchema {
  const permission = schema.getType('Permission')
  if (!isEnumType(permission)) throw new Error('The schema has no enum Permission')
  const requiresPermission = new GraphQLDirective({
    name: 'requiresPermission',
    description:
      'Who lacks this permission gets an error with the code FORBIDDEN; who is not known at all, UNAUTHENTICATED.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      permission: { type: new GraphQLNonNull(permission), description: 'The permission needed.' },
    },
  })
  const config = schema.toConfig()
  return new GraphQLSchema({ ...config, directives: [...config.directives, requiresPermission] })
}
